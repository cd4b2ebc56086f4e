/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.secrets.files.FileFinding;
import dev.agentgovernance.secrets.files.FileScanner;
import dev.agentgovernance.secrets.files.FindingReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writes findings as they come, but for a report that is one document, and counts. For one thread. */
final class ScanSink implements FileScanner.Listener {

    /** How findings are written. */
    enum Format {
        TEXT,
        JSONL,
        SARIF
    }

    private static final int PROGRESS_EVERY = 2_000;

    private final Terminal terminal;
    private final Format format;
    private final Predicate<FileFinding> wanted;
    private final @Nullable Baseline baseline;
    private final boolean quiet;
    private final List<FileFinding> findings = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private int files;
    private int ignored;
    private int binary;
    private int known;

    /**
     * Makes a sink.
     *
     * @param wanted which findings count
     * @param baseline what is known already and not written; may be null
     * @param quiet whether nothing is written, since a baseline is made of it
     */
    ScanSink(
            Terminal terminal,
            Format format,
            Predicate<FileFinding> wanted,
            @Nullable Baseline baseline,
            boolean quiet) {
        this.terminal = terminal;
        this.format = format;
        this.wanted = wanted;
        this.baseline = baseline;
        this.quiet = quiet;
    }

    @Override
    public void found(FileFinding found) {
        if (!wanted.test(found)) {
            return;
        }
        if (!quiet && baseline != null && baseline.knows(found)) {
            known++;
            return;
        }
        findings.add(found);
        if (!quiet && format != Format.SARIF) {
            terminal.out().println(format == Format.JSONL ? FindingReport.jsonLine(found) : FindingReport.text(found));
        }
    }

    @Override
    public void scanned(String path) {
        if (++files % PROGRESS_EVERY == 0) {
            terminal.err().println(files + " files …");
        }
    }

    @Override
    public void leftOut(String path, String why) {
        if (why.startsWith("ignored")) {
            ignored++;
        } else {
            binary++;
        }
    }

    @Override
    public void failed(String path, String why) {
        failures.add(path + ": " + why);
    }

    List<FileFinding> findings() {
        return findings;
    }

    /** Writes what is left, and returns the exit code. */
    int finish() {
        if (!quiet && format == Format.SARIF) {
            terminal.out().println(FindingReport.sarif(findings, failures.isEmpty()));
        }
        terminal.out().flush();
        failures.forEach(failure -> terminal.err().println("not scanned: " + failure));
        terminal.err()
                .println(files + " files, " + findings.size() + (findings.size() == 1 ? " finding" : " findings")
                        + part(known, " known from the baseline")
                        + part(binary, " left out as binary or links")
                        + part(ignored, " left out as ignored by git (--all looks at them)"));
        return failures.isEmpty() && (quiet || findings.isEmpty())
                ? GovernanceCommand.FINE
                : GovernanceCommand.FINDINGS;
    }

    private static String part(int count, String what) {
        return count == 0 ? "" : ", " + count + what;
    }
}
