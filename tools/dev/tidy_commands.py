#!/usr/bin/env python3
"""Compile commands as clang-tidy wants them.

tidy_commands.py FROM TO    A source that several programs are made of comes once, and without g++'s precompiled headers,
                            which clang cannot read.
"""
import json
import re
import sys


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        commands = {command["file"]: command for command in json.load(file)}
    for command in commands.values():
        command["command"] = re.sub(r" -Winvalid-pch -include \S+", "", command["command"])
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(list(commands.values()), file)


if __name__ == "__main__":
    main()
