#!/usr/bin/env python3
"""Predictions from a ledger whose answers are plain, and whether a document that says otherwise is found out."""
import contextlib
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools/dev"))
import gpu_prediction as prediction  # noqa: E402
from gpu_ledger import Ledger  # noqa: E402

PIXELS = 1000


def moved(launches, loaded, stored):
    return {"launches": launches, "loaded": loaded, "stored": stored}


def ledger_document():
    """An iteration of 80 bytes a pixel and 3 launches, a certificate of 40 and 2."""
    transforms = {"cufftExecR2C": moved(1, 0, 0), "cufftExecC2R": moved(1, 0, 0)}
    iteration = {"sweep_tiles": moved(1, 40, 30), "add_neighbours": moved(1, 1, 1), "scale_spectrum": moved(1, 4, 4)}
    certificate = {"certify_tiles": moved(1, 39, 0), "add_tiles": moved(1, 1, 0)}
    photo = {**iteration, **transforms, **certificate, "grey_from_rgb": moved(3, 30, 10)}
    return {"sides": [{"side": 128, "iteration": {**iteration, **transforms},
                       "around": {**certificate, "start_pixels": moved(1, 70, 20)},
                       "photo": {"iterations": {"finest": 8, "coarse": 16}, "kernels": photo}}],
            "scenes": {"width": 100, "height": 10, "iterations": [{"finest": 8, "coarse": 16}]}}


class Prediction(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.file = self.folder / "ledger.json"
        self.file.write_text(json.dumps(ledger_document()), encoding="utf-8")

    def model(self, *options, l2=1e-6):
        """On a GPU of 1 GB/s, 1000 bytes a microsecond."""
        assumed = prediction.read_arguments([str(self.file), "--efficiency", "0.5", *options])
        return prediction.Model(prediction.Gpu("small", 1, l2), Ledger.read(self.file)[-1], assumed)

    def run_main(self, *arguments):
        out, errors = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
            try:
                code = prediction.main([str(self.file), *arguments])
            except SystemExit as end:
                code = end.code
        return code, out.getvalue(), errors.getvalue()

    def test_an_iteration_takes_its_bytes_and_its_launches(self):
        # 80 bytes and the transforms' 2 x 2 x 8 at half of 1000 bytes a microsecond; 3 kernels and 2 x 2.
        time = self.model("--graph-us", "10").iteration(1, PIXELS)
        self.assertAlmostEqual(time.bytes, (80 + 32) * PIXELS / 500)
        self.assertAlmostEqual(time.launches, 70)
        self.assertEqual(time.bound, "bytes")
        self.assertEqual(self.model("--graph-us", "100").iteration(1, PIXELS).bound, "launches")

    def test_a_batch_is_a_sum_of_powers_of_two(self):
        model = self.model()
        self.assertAlmostEqual(model.iteration(4, PIXELS).launches, 7)
        self.assertAlmostEqual(model.iteration(7, PIXELS).launches, 3 + 3 * 4)
        self.assertAlmostEqual(model.iteration(7, PIXELS).bytes, 7 * model.iteration(1, PIXELS).bytes)

    def test_the_l2_cache_helps_batches_that_fit_into_it(self):
        fitting = 2 * PIXELS * prediction.WORKING_SET_FIELDS * 4 / 1e6
        model = self.model("--l2-speedup", "3", l2=fitting)
        far = self.model()
        self.assertAlmostEqual(3 * model.iteration(2, PIXELS).bytes, far.iteration(2, PIXELS).bytes)
        self.assertAlmostEqual(model.iteration(3, PIXELS).bytes, far.iteration(3, PIXELS).bytes)

    def test_images_that_are_done_leave_the_batch(self):
        model = self.model("--launch-us", "5", "--sync-us", "20")
        certificate = model.certificate(1, PIXELS)
        self.assertAlmostEqual(certificate.bytes, 40 * PIXELS / 500)
        self.assertAlmostEqual(certificate.launches, 2 * 5 + 20)
        four = 4 * model.iteration(1, PIXELS).total + certificate.total + 5
        two = 2 * model.iteration(1, PIXELS).total + certificate.total + 5
        four_of_both = 4 * model.iteration(2, PIXELS).total + model.certificate(2, PIXELS).total + 5
        self.assertAlmostEqual(model.solve([4], PIXELS).total, four)
        self.assertAlmostEqual(model.solve([4, 8], PIXELS).total, four_of_both + 2 * two)

    def test_certificates_become_rarer(self):
        checks = [(0, 4), (4, 2), (14, 2), (16, 4), (28, 4), (32, 8), (400, 8)]
        self.assertEqual([(at, prediction.steps_to_check(at)) for at, _ in checks], checks)

    def test_the_rest_of_a_photo_is_what_no_iteration_does(self):
        rest = Ledger.read(self.file)[-1].rest_of_photo
        self.assertEqual((rest.launches, rest.bytes), (3, 40))

    def document(self, change=lambda text: text):
        code, printed, _ = self.run_main()
        self.assertEqual(code, 0)
        path = self.folder / "document.md"
        path.write_text(change(f"# Title\n\n{prediction.SECTION}\n\n{printed}\n## Another\n"), encoding="utf-8")
        return str(path)

    def test_a_document_with_these_tables_is_right(self):
        code, printed, _ = self.run_main("--check", self.document())
        self.assertEqual(code, 0, printed)

    def test_a_document_that_says_otherwise_is_found_out(self):
        changes = {"bytes of a kernel": ("| 40.00 | 30.00 | 17.50 |", "| 40.00 | 31.00 | 17.50 |"),
                   "launches": ("`sweep_tiles` | 1 |", "`sweep_tiles` | 2 |"),
                   "assumption": ("| `--graph-us` | 1 |", "| `--graph-us` | 1.01 |"),
                   "kernel": ("`add_tiles`", "`add_more`"),
                   "section": (prediction.SECTION, "## On a GPU"),
                   "bound": ("| bytes |", "| launches |"),
                   "table": ("| GPU | photos in a batch |", "| GPU | photos |")}
        for what, (now, then) in changes.items():
            def change(text, now=now, then=then):
                self.assertIn(now, text)
                return text.replace(now, then, 1)
            with self.subTest(what):
                code, printed, _ = self.run_main("--check", self.document(change))
                self.assertEqual(code, 1, printed)
                self.assertTrue(printed)

    def test_a_missing_row_is_found_out(self):
        def drop(text):
            return "\n".join(line for line in text.splitlines() if not line.startswith("| L4 | 64 "))
        self.assertEqual(self.run_main("--check", self.document(drop))[0], 1)

    def test_another_gpu_can_be_asked_for(self):
        code, printed, _ = self.run_main("--bandwidth", "4000", "--l2", "100", "--name", "Other", "--images", "3")
        self.assertEqual(code, 0)
        self.assertIn("| Other | 3 |", printed)
        self.assertNotIn("H100", printed)

    def test_bad_arguments_are_named(self):
        bad = {"--efficiency": "1.5", "--bandwidth": "0", "--images": "1,x", "--side": "7", "--graph-us": "nan",
               "--l2": "50"}
        for option, value in bad.items():
            with self.subTest(option):
                code, _, errors = self.run_main(option, value)
                self.assertEqual(code, 2)
                self.assertIn(option, errors)

    def test_a_file_that_is_no_ledger_is_named(self):
        for content in ("", "[]", "{}", '{"sides": [{"side": 1}]}', '{"sides": []}'):
            with self.subTest(content):
                self.file.write_text(content, encoding="utf-8")
                code, _, errors = self.run_main()
                self.assertEqual(code, 2)
                self.assertIn(str(self.file), errors)


if __name__ == "__main__":
    unittest.main()
