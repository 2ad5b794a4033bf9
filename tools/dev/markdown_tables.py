"""Tables in Markdown: written, and compared with those of a document."""
import re
from typing import NamedTuple

NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Table(NamedTuple):
    columns: list
    rows: list
    tolerance: float  # relative, that a document's figures may differ by

    def text(self):
        lines = [self.columns, ["---"] * len(self.columns), *self.rows]
        return "".join("| " + " | ".join(map(str, line)) + " |\n" for line in lines)


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def section_tables(text, heading):
    """{(columns): [cells of each row]} of the section under that heading; None where there is no such section."""
    lines = text.splitlines()
    if heading not in lines:
        return None
    level = heading.split(" ")[0] + " "
    found, columns = {}, None
    for line in lines[lines.index(heading) + 1:]:
        if line.startswith(level):
            break
        if not line.startswith("|"):
            columns = None
        elif columns is None:
            columns = tuple(cells(line))
            found[columns] = []
        elif set(line) - set("|-: "):
            found[columns].append(cells(line))
    return found


def is_near(kept, wanted, tolerance):
    """Whether two cells say the same: words alike, and figures that differ by the tolerance or, where they are rounded
    to decimals, by the last of these."""
    if NUMBER.sub("#", kept) != NUMBER.sub("#", wanted):
        return False
    for one, other in zip(NUMBER.findall(kept), NUMBER.findall(wanted)):
        decimals = len(other.partition(".")[2])
        allowed = max(tolerance * float(other), 1.001 * 10.0 ** -decimals if decimals and tolerance else 0)
        if abs(float(one) - float(other)) > allowed:
            return False
    return True


def differences(document, heading, wanted):
    """Lines that say how the tables in that section of a document differ from `wanted`."""
    try:
        kept = section_tables(document.read_text(encoding="utf-8"), heading)
    except OSError as error:
        yield f"{document}: {error.strerror}"
        return
    if kept is None:
        yield f'{document}: no section "{heading}"'
        return
    for table in wanted:
        rows = kept.get(tuple(table.columns))
        if rows is None:
            yield f'{document}: no table with the columns {", ".join(table.columns)}'
            continue
        expected = [[str(cell) for cell in row] for row in table.rows]
        if len(rows) != len(expected):
            yield f"{document}: {len(rows)} rows instead of {len(expected)} under {table.columns[0]}"
        for row, counted in zip(rows, expected):
            for column, one, other in zip(table.columns, row, counted):
                if not is_near(one, other, table.tolerance):
                    yield f"{document}: {counted[0]}, {column}: {one}, but now {other}"
