/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import dev.agentgovernance.benchmarks.FigureTables.Bar;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws bars as SVG, on a logarithmic scale, since the fastest is thousands of times as fast as the slowest. */
final class ThroughputChart {
    private static final int LEFT = 300;
    private static final int WIDTH = 860;
    private static final int BAR = 18;
    private static final int GAP = 30;
    private static final int TOP = 46;
    private static final double LEAST = 0.01;

    private ThroughputChart() {}

    /**
     * Returns a chart of groups of bars; in each group the first is the library's.
     *
     * @param groups the bars, in megabytes a second, by the name of the group
     */
    static String svg(String title, Map<String, List<Bar>> groups) {
        double most = groups.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Bar::value)
                .max()
                .orElse(1);
        double scale = (WIDTH - LEFT - 90) / Math.log10(Math.max(10, most) / LEAST);
        int height = TOP
                + groups.values().stream()
                        .mapToInt(bars -> bars.size() * BAR + GAP)
                        .sum();
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">%n<title>%s</title>%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n"
                        + "<text x=\"12\" y=\"22\" font-size=\"15\" font-weight=\"bold\" fill=\"#1f2328\">%s</text>%n",
                WIDTH,
                height,
                WIDTH,
                height,
                escaped(title),
                escaped(title)));
        for (double tick = LEAST; tick <= most; tick *= 10) {
            double x = LEFT + Math.log10(tick / LEAST) * scale;
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#d0d7de\"/>%n"
                            + "<text x=\"%.1f\" y=\"%d\" fill=\"#656d76\" text-anchor=\"middle\" font-size=\"10\">%s</text>%n",
                    x,
                    TOP - 6,
                    x,
                    height - 8,
                    x,
                    TOP - 9,
                    FigureTables.number(tick)));
        }
        int y = TOP;
        for (Map.Entry<String, List<Bar>> group : groups.entrySet()) {
            y += BAR;
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"12\" y=\"%d\" font-weight=\"bold\" fill=\"#1f2328\">%s</text>%n",
                    y - 5,
                    escaped(group.getKey())));
            for (int i = 0; i < group.getValue().size(); i++) {
                bar(svg, group.getValue().get(i), i == 0, y, scale);
                y += BAR;
            }
            y += GAP - BAR;
        }
        return svg.append("</svg>\n").toString();
    }

    private static void bar(StringBuilder svg, Bar bar, boolean own, int y, double scale) {
        double length = Math.max(1, Math.log10(Math.max(LEAST, bar.value()) / LEAST) * scale);
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#1f2328\">%s</text>%n"
                        + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n"
                        + "<text x=\"%.1f\" y=\"%d\" fill=\"#1f2328\">%s</text>%n",
                LEFT - 8,
                y + 13,
                escaped(bar.title()),
                LEFT,
                y + 2,
                length,
                BAR - 4,
                own ? "#0969da" : "#afb8c1",
                LEFT + length + 5,
                y + 13,
                FigureTables.number(bar.value())));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
