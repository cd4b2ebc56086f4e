/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core;

import dev.agentgovernance.api.Reason;
import dev.agentgovernance.api.audit.AuditRecord;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.core.approval.VisibleText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What an agent did, asked and was refused, as one page of HTML: figures, a chart of impact over time, what was held back with
 * its reasons, and every decision.
 *
 * <p>The page holds everything it needs, runs no script and loads nothing. Texts of agents are escaped, and what has no shape
 * or turns the direction of reading is made visible. Pure functions for use by several threads, linear in the records.
 */
public final class SessionReport {

    private static final int WIDTH = 960;
    private static final int ROW = 36;
    private static final int LEFT = 90;
    private static final int RIGHT = 20;
    private static final int TOP = 16;
    /** More dots than this are one on the other: of those in one column, the first of each verdict and impact is drawn. */
    private static final int COLUMNS = 400;

    private final StringBuilder html = new StringBuilder(1 << 14);
    private final List<AuditRecord> records;

    private SessionReport(List<AuditRecord> records) {
        this.records = List.copyOf(records);
    }

    /**
     * Returns the page.
     *
     * @param title what the report is of, for example {@code Session 7f3a}
     * @param records the decisions, in the order of the journal
     */
    public static String html(String title, List<AuditRecord> records) {
        return new SessionReport(records).page(Objects.requireNonNull(title, "title"));
    }

    private String page(String title) {
        add("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                .add(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .add("<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
                .text(title)
                .add("</title>\n<style>\n")
                .add(resource("session-report.css"))
                .add("</style></head>\n<body><main>\n<h1>")
                .text(title)
                .add("</h1>\n");
        if (records.isEmpty()) {
            return add("<p>No decision is on record.</p>\n</main></body></html>\n")
                    .html
                    .toString();
        }
        about();
        figures();
        chart();
        heldBack();
        everything();
        return add("</main></body></html>\n").html.toString();
    }

    private void about() {
        Instant first = records.get(0).at();
        Instant last = records.get(records.size() - 1).at();
        add("<dl class=\"about\">\n");
        entry("From", first.truncatedTo(ChronoUnit.SECONDS).toString());
        entry("To", last.truncatedTo(ChronoUnit.SECONDS).toString());
        entry("Agents", names(record -> record.context().agent()));
        entry("For", names(record -> record.context().principal().orElse("")));
        entry("Repositories", names(record -> record.context().repository().orElse("")));
        entry("Tasks", names(record -> record.context().task().orElse("")));
        add("</dl>\n");
    }

    private String names(Function<AuditRecord, String> name) {
        TreeSet<String> names = new TreeSet<>();
        records.forEach(record -> names.add(name.apply(record)));
        names.remove("");
        return String.join(", ", names);
    }

    private void entry(String name, String value) {
        if (!value.isEmpty()) {
            add("<div><dt>").text(name).add("</dt><dd>").text(value).add("</dd></div>\n");
        }
    }

    private void figures() {
        Map<String, Integer> verdicts = new TreeMap<>();
        long findings = 0;
        for (AuditRecord record : records) {
            verdicts.merge(record.decision().verdict(), 1, Integer::sum);
            findings += record.decision().assessment().findings().size();
        }
        add("<ul class=\"figures\">\n");
        figure("allow", "allowed", verdicts.getOrDefault("allow", 0));
        figure("ask", "asked of a human", verdicts.getOrDefault("ask", 0));
        figure("deny", "refused", verdicts.getOrDefault("deny", 0));
        figure("secret", "secrets and personal data seen", findings);
        add("</ul>\n");
    }

    private void figure(String style, String name, long number) {
        add("<li class=\"" + style + "\"><strong>" + number + "</strong> ")
                .text(name)
                .add("</li>\n");
    }

    private void chart() {
        int levels = Impact.values().length;
        int height = TOP + levels * ROW + 30;
        add("<h2>Impact over time</h2>\n<svg viewBox=\"0 0 " + WIDTH + " " + height + "\" role=\"img\" aria-label=\"")
                .text("Each decision as a mark: the further up, the worse it could have been")
                .add("\">\n");
        for (Impact impact : Impact.values()) {
            int y = y(impact);
            add("<line class=\"grid\" x1=\"" + LEFT + "\" x2=\"" + (WIDTH - RIGHT) + "\" y1=\"" + y + "\" y2=\"" + y
                            + "\"/><text class=\"axis\" x=\"" + (LEFT - 10) + "\" y=\"" + (y + 4)
                            + "\" text-anchor=\"end\">")
                    .text(lower(impact))
                    .add("</text>\n");
        }
        marks();
        String from = records.get(0).at().truncatedTo(ChronoUnit.SECONDS).toString();
        String to = records.get(records.size() - 1)
                .at()
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        add("<text class=\"axis\" x=\"" + LEFT + "\" y=\"" + (height - 6) + "\">" + from + "</text>")
                .add("<text class=\"axis\" x=\"" + (WIDTH - RIGHT) + "\" y=\"" + (height - 6)
                        + "\" text-anchor=\"end\">" + to + "</text>\n</svg>\n")
                .add("<p class=\"legend\"><span class=\"allow\">● allowed</span> <span class=\"ask\">◆ asked</span> ")
                .add("<span class=\"deny\">■ refused</span></p>\n");
    }

    private static int y(Impact impact) {
        int from = List.of(Impact.values()).indexOf(impact);
        return TOP + (Impact.values().length - 1 - from) * ROW + ROW / 2;
    }

    private void marks() {
        long first = records.get(0).at().toEpochMilli();
        long span = Math.max(1, records.get(records.size() - 1).at().toEpochMilli() - first);
        TreeSet<String> drawn = new TreeSet<>();
        for (AuditRecord record : records) {
            double share = Math.min(1, Math.max(0, (record.at().toEpochMilli() - first) / (double) span));
            int column = (int) Math.round(share * COLUMNS);
            String verdict = record.decision().verdict();
            Impact impact = record.decision().assessment().impact();
            if (drawn.add(column + verdict + impact)) {
                int x = LEFT + column * (WIDTH - LEFT - RIGHT) / COLUMNS;
                mark(verdict, x, y(impact), record.summary());
            }
        }
    }

    /** The form tells the verdict too, for who cannot tell the colours. */
    private void mark(String verdict, int x, int y, String summary) {
        String form = switch (verdict) {
            case "allow" -> "<circle cx=\"" + x + "\" cy=\"" + y + "\" r=\"4\"";
            case "ask" ->
                "<rect x=\"" + (x - 5) + "\" y=\"" + (y - 5) + "\" width=\"10\" height=\"10\" transform=\"rotate(45 "
                        + x + " " + y + ")\"";
            default -> "<rect x=\"" + (x - 6) + "\" y=\"" + (y - 6) + "\" width=\"12\" height=\"12\"";
        };
        add(form + " class=\"" + style(verdict) + "\"><title>")
                .text(summary)
                .add(form.startsWith("<c") ? "</title></circle>" : "</title></rect>");
        add("\n");
    }

    private void heldBack() {
        List<AuditRecord> held = new ArrayList<>();
        for (AuditRecord record : records) {
            if (!record.decision().verdict().equals("allow")) {
                held.add(record);
            }
        }
        add("<h2>Held back</h2>\n");
        if (held.isEmpty()) {
            add("<p>Nothing was.</p>\n");
        }
        for (AuditRecord record : held) {
            String verdict = record.decision().verdict();
            add("<article class=\"" + style(verdict) + "\"><h3><code>")
                    .text(record.summary())
                    .add("</code></h3><p class=\"line\">")
                    .text(verdict.equals("ask") ? "Asked" : "Refused")
                    .text(" at " + record.at().truncatedTo(ChronoUnit.SECONDS) + ", impact "
                            + lower(record.decision().assessment().impact()) + ", trust "
                            + lower(record.decision().assessment().trust()) + ", agent "
                            + record.context().agent())
                    .add("</p><ul>\n");
            for (Reason reason : record.decision().reasons()) {
                add("<li>")
                        .text(reason.what() + " " + reason.why())
                        .add(" <code>")
                        .text(reason.rule())
                        .add("</code></li>\n");
            }
            add("</ul></article>\n");
        }
    }

    private void everything() {
        add("<h2>Every decision</h2>\n<table><thead><tr><th>Time</th><th>Verdict</th><th>Impact</th><th>Action</th>")
                .add("<th>Effects</th></tr></thead><tbody>\n");
        for (AuditRecord record : records) {
            String verdict = record.decision().verdict();
            TreeSet<String> effects = new TreeSet<>();
            for (Effect effect : record.decision().assessment().effects()) {
                effects.add(effect.kind().id());
            }
            add("<tr class=\"" + style(verdict) + "\"><td>")
                    .text(record.at().truncatedTo(ChronoUnit.SECONDS).toString())
                    .add("</td><td class=\"verdict\">")
                    .text(verdict)
                    .add("</td><td>")
                    .text(lower(record.decision().assessment().impact()))
                    .add("</td><td><code>")
                    .text(record.summary())
                    .add("</code></td><td>")
                    .text(String.join(", ", effects))
                    .add("</td></tr>\n");
        }
        add("</tbody></table>\n");
    }

    /** Only these three are names of styles, whatever a record says. */
    private static String style(String verdict) {
        return verdict.equals("allow") || verdict.equals("ask") ? verdict : "deny";
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private SessionReport add(String markup) {
        html.append(markup);
        return this;
    }

    /** Adds a text of anybody. */
    private SessionReport text(String text) {
        String visible = VisibleText.of(text);
        for (int i = 0; i < visible.length(); i++) {
            char c = visible.charAt(i);
            switch (c) {
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '&' -> html.append("&amp;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(c);
            }
        }
        return this;
    }

    private static String resource(String name) {
        try (InputStream in = SessionReport.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
