#!/usr/bin/env python3
"""The diagrams of scaling, read back from the SVG."""
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))
import plot_scaling as plot  # noqa: E402

SVG = "{http://www.w3.org/2000/svg}"
CSV = """device,threads,table,x,value
cpu,1,pixels,4096,0.1
cpu,1,pixels,65536,1
cpu,1,pixels,1048576,10
cuda,1,pixels,4096,0.1
cuda,1,pixels,65536,0.2
cpu,2,batch,1,7
"""


class PlotScaling(unittest.TestCase):
    def draw(self, text):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "scaling.csv")
            file.write_text(text, encoding="utf-8")
            return ElementTree.fromstring(plot.draw(plot.series_of([file])))

    def test_every_device_has_a_line_in_every_diagram_it_was_measured_for(self):
        lines = self.draw(CSV).findall(f"{SVG}polyline")
        self.assertEqual([line.get("class") for line in lines], ["line s0", "line s1", "line s0"])
        self.assertEqual([len(line.get("points").split()) for line in lines], [3, 2, 1])

    def test_what_grows_by_equal_factors_is_a_straight_line(self):
        first = self.draw(CSV).find(f"{SVG}polyline")
        (x0, y0), (x1, y1), (x2, y2) = ([float(v) for v in at.split(",")] for at in first.get("points").split())
        self.assertAlmostEqual(x1 - x0, x2 - x1, delta=0.11)
        self.assertAlmostEqual(y1 - y0, y2 - y1, delta=0.11)
        self.assertLess(y2, y0)  # more is further up

    def test_axes_and_legend_are_labelled(self):
        texts = {text.text for text in self.draw(CSV).findall(f"{SVG}text")}
        self.assertLessEqual({"cpu", "cuda", "pixels", "milliseconds", "photos per second", "4k", "1M", "0.1"}, texts)
        self.assertNotIn("CPU threads", texts)  # not measured

    def test_ticks_enclose_what_is_measured(self):
        for values in ([0.03, 15.7], [7], [10, 10], [1, 1e6], [4.2, 4.3]):
            ticks = plot.decades(values)
            self.assertLessEqual(ticks[0], min(values))
            self.assertGreaterEqual(ticks[-1], max(values))
            self.assertGreater(len(ticks), 1)

    def test_many_threads_are_ticked_by_powers_of_two(self):
        self.assertEqual(plot.measured(range(1, 13)), [1, 2, 4, 8, 12])

    def test_another_file_is_refused(self):
        with self.assertRaisesRegex(SystemExit, "no file of bench/scaling"):
            self.draw("a,b\n1,2\n")


if __name__ == "__main__":
    unittest.main()
