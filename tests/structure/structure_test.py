#!/usr/bin/env python3
"""Plants offences in a small tree and expects structure.py to name each, and nothing else."""
import tempfile
import unittest
from pathlib import Path

import structure

SOUND_TREE = {
    "include/hesscut/image.hpp": "#include <vector>\n",
    "kernels/formulas/stencils.hpp": "#include <cmath>\n",
    "kernels/operations.hpp": '#include <hesscut/image.hpp>\n#include "kernels/formulas/stencils.hpp"\n',
    "kernels/cpu/mask.cpp": '#include "kernels/operations.hpp"\n#include "../formulas/stencils.hpp"\n',
    "host/device/device.hpp": '#include "kernels/operations.hpp"\n// cuda is spoken of here\n',
    "host/solver/solver.hpp": '#include "host/device/device.hpp"\n',
    "host/image/codec.hpp": "#include <hesscut/image.hpp>\n",
    "host/segment/cut.cpp": '#include "host/solver/solver.hpp"\n#include "host/image/codec.hpp"\n',
    "tools/hesscut/main.cpp": '#include "host/image/codec.hpp"\n#include "host/segment/cut.hpp"\n',
    "host/segment/cut.hpp": "",
    "tests/kernels/mask_test.cpp": '#include "tools/hesscut/main.cpp"\n',
}


class StructureTest(unittest.TestCase):
    def offences(self, planted):
        with tempfile.TemporaryDirectory() as root:
            for path, text in {**SOUND_TREE, **planted}.items():
                file = Path(root, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            return list(structure.offences(root))

    def expect_one(self, planted, *parts):
        found = self.offences(planted)
        self.assertEqual(len(found), 1, found)
        for part in parts:
            self.assertIn(part, found[0])

    def test_sound_tree(self):
        self.assertEqual(self.offences({}), [])

    def test_includes_that_point_up(self):
        for path, include in (
            ("kernels/formulas/bad.hpp", '"kernels/operations.hpp"'),
            ("kernels/formulas/bad.hpp", "<hesscut/image.hpp>"),
            ("kernels/cpu/bad.cpp", '"host/device/device.hpp"'),
            ("kernels/cpu/bad.cpp", "<host/device/device.hpp>"),
            ("host/device/bad.cpp", '"host/solver/solver.hpp"'),
            ("host/device/bad.cpp", '"../solver/solver.hpp"'),
            ("host/solver/bad.cpp", '"host/segment/cut.hpp"'),
            ("host/solver/bad.cpp", '"host/image/codec.hpp"'),
            ("host/segment/bad.cpp", '"tools/hesscut/main.cpp"'),
            ("host/segment/bad.cpp", '"tests/kernels/mask_test.cpp"'),
            ("host/image/bad.cpp", '"host/segment/cut.hpp"'),
            ("host/image/bad.cpp", '"kernels/formulas/stencils.hpp"'),
            ("include/hesscut/bad.hpp", '"kernels/operations.hpp"'),
        ):
            with self.subTest(path=path, include=include):
                self.expect_one({path: f"\n#include {include}\n"}, f"{path}:2:", "must not include")

    def test_include_of_nothing(self):
        self.expect_one({"host/solver/bad.cpp": '#include "gone.hpp"\n'}, "gone.hpp", "no file")

    def test_cuda_outside_the_device(self):
        self.expect_one({"host/solver/bad.cpp": "// the CUDA way\n"}, "host/solver/bad.cpp:1:")
        self.expect_one({"host/image/bad.cpp": "cufftHandle plan;\n"}, "host/image/bad.cpp:1:")

    def test_kernel_without_twin(self):
        self.expect_one({"kernels/cuda/mask.cu": "", "kernels/cpu/alone.cpp": ""}, "kernels/cpu/alone.cpp")
        self.expect_one({"kernels/cuda/mask.cu": "", "kernels/cuda/alone.cu": ""}, "kernels/cuda/alone.cu")

    def test_long_file(self):
        self.assertEqual(self.offences({"tools/long.sh": "x\n" * structure.MAX_LINES}), [])
        self.expect_one({"tools/long.sh": "x\n" * (structure.MAX_LINES + 1)}, "tools/long.sh", "lines")


if __name__ == "__main__":
    unittest.main()
