#!/usr/bin/env python3
"""kernel_table.py finds what it is there to find, in reports as ptxas writes them."""
import contextlib
import io
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools/dev"))
import kernel_table  # noqa: E402

ENTRY = """\
ptxas info    : Compiling entry function '_ZN7hesscut7kernels4cuda5sweepILb1EEEvi' for '{architecture}'
ptxas info    : Function properties for _ZN7hesscut7kernels4cuda5sweepILb1EEEvi
    {spilled} bytes stack frame, {spilled} bytes spill stores, {spilled} bytes spill loads
ptxas info    : Used {registers} registers, used 1 barriers{shared}
"""


class KernelTable(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.build = Path(folder.name)
        self.addCleanup(setattr, kernel_table, "TABLE", kernel_table.TABLE)
        kernel_table.TABLE = self.build / "limits.txt"

    def report(self, registers=40, shared=4096, spilled=0, stem="mask"):
        objects = self.build / "kernels/CMakeFiles/hesscut_cuda.dir/cuda"
        objects.mkdir(parents=True, exist_ok=True)
        (objects / f"{stem}.cu.o").touch()
        smem = f", {shared} bytes smem, 400 bytes cmem[0]" if shared else ""
        text = "".join(ENTRY.format(architecture=architecture, registers=registers, shared=smem, spilled=spilled)
                       for architecture in kernel_table.MULTIPROCESSORS)
        (objects / f"{stem}.cu.o.ptxas").write_text(text, encoding="utf-8")

    def run_with(self, *arguments):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            code = kernel_table.main([*arguments, str(self.build)])
        return code, out.getvalue()

    def test_nothing_built_is_skipped(self):
        code, said = self.run_with("--check")
        self.assertEqual(code, 77)
        self.assertIn("skipped", said)

    def test_table_of_a_build_holds_for_it(self):
        self.report()
        self.assertEqual(self.run_with("--update")[0], 0)
        self.assertEqual(self.run_with("--check")[0], 0)
        self.assertIn("sweep<true>", kernel_table.TABLE.read_text(encoding="utf-8"))

    def test_blocks_entered_by_hand_stay(self):
        self.report()
        self.run_with("--update")
        table = kernel_table.TABLE
        table.write_text(table.read_text(encoding="utf-8").replace(" 256 ", " 512 "), encoding="utf-8")
        self.run_with("--update")
        self.assertIn(" 512 ", table.read_text(encoding="utf-8"))

    def test_growth(self):
        self.report()
        self.run_with("--update")
        for change, word in (({"registers": 45}, "registers 40 -> 45"), ({"shared": 5000}, "shared 4096 -> 5000"),
                             ({"spilled": 8}, "spills 16 bytes")):
            with self.subTest(change=change):
                self.report(**change)
                code, said = self.run_with("--check")
                self.assertEqual(code, 1)
                self.assertIn(word, said)
        self.report(registers=43, shared=0)
        self.assertEqual(self.run_with("--check")[0], 0)

    def test_kernels_that_come_and_go(self):
        self.report()
        self.run_with("--update")
        self.report(stem="refine")
        self.assertIn("refine sweep<true>: not in the table", self.run_with("--check")[1])
        self.run_with("--update")
        (self.build / "kernels/CMakeFiles/hesscut_cuda.dir/cuda/mask.cu.o").unlink()
        self.assertIn("mask sweep<true>: in the table, not in the build", self.run_with("--check")[1])

    def test_occupancy(self):
        usage = kernel_table.Usage
        self.assertEqual(kernel_table.occupancy("sm_90", 256, usage(32, 0)), 100)
        self.assertEqual(kernel_table.occupancy("sm_90", 256, usage(33, 0)), 75)
        self.assertEqual(kernel_table.occupancy("sm_90", 512, usage(64, 41772)), 50)
        self.assertEqual(kernel_table.occupancy("sm_75", 256, usage(16, 41772)), 25)
        self.assertEqual(kernel_table.occupancy("sm_86", 1024, usage(64, 0)), 66)
        self.assertEqual(kernel_table.occupancy("sm_86", 32, usage(16, 0)), 33)


if __name__ == "__main__":
    unittest.main()
