/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.SecretScanner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code governance scan}. */
@Command(
        name = "scan",
        mixinStandardHelpOptions = true,
        description = {
            "Finds secrets in files and folders; .git and binary files are skipped. Exits with 1 if there are any.",
            "With --jsonl: reads {\"id\",\"text\",\"path\"?} lines and writes {\"id\",\"findings\"} lines; exits with 0."
        })
final class ScanCommand implements Callable<Integer> {

    /** How the findings in files are written. */
    enum Format {
        TEXT,
        JSONL,
        SARIF
    }

    private static final int PROGRESS_EVERY = 2_000;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--format",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            defaultValue = "TEXT")
    private Format format = Format.TEXT;

    @Option(names = "--jsonl", description = "Scan the texts of JSON lines from the input.")
    private boolean lines;

    @Option(names = "--placeholders", description = "Also list what is an example, or a place for a secret.")
    private boolean placeholders;

    @Parameters(arity = "0..*", paramLabel = "PATH", description = "Files and folders.")
    private List<Path> paths = List.of();

    ScanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (lines == !paths.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Name paths, or --jsonl.");
        }
        FileScan scan =
                new FileScan(SecretScanner.standard(), placeholders ? Confidence.PLACEHOLDER : Confidence.POSSIBLE);
        return lines ? scanLines(scan) : scanFiles(scan);
    }

    private int scanFiles(FileScan scan) throws IOException {
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new InputException("There is nothing at " + path + ".");
            }
        }
        List<FileScan.InFile> all = new ArrayList<>();
        int[] files = {0};
        for (Path path : paths) {
            scan.tree(path, found -> {
                if (++files[0] % PROGRESS_EVERY == 0) {
                    terminal.err().println(files[0] + " files …");
                }
                if (format == Format.SARIF) {
                    all.addAll(found);
                } else {
                    found.forEach(this::print);
                }
                all.addAll(format == Format.SARIF ? List.of() : found);
            });
        }
        if (format == Format.SARIF) {
            terminal.out().println(Json.pretty(Sarif.report(all)));
        }
        terminal.out().flush();
        scan.skipped().forEach(skipped -> terminal.err().println("not scanned: " + skipped));
        terminal.err().println(files[0] + " files, " + all.size() + (all.size() == 1 ? " finding" : " findings"));
        return all.isEmpty() && scan.skipped().isEmpty() ? GovernanceCommand.FINE : GovernanceCommand.FINDINGS;
    }

    private void print(FileScan.InFile found) {
        FileScan.Place place = found.place();
        if (format == Format.JSONL) {
            Map<String, @Nullable Object> line = Json.object("path", found.path());
            line.putAll(place.json());
            terminal.out().println(Json.line(line));
            return;
        }
        terminal.out()
                .println(terminal.styled(Terminal.Style.BOLD, found.path() + ":" + place.line() + ":" + place.column())
                        + " "
                        + terminal.styled(
                                Terminal.Style.RED, place.finding().kind().id()) + " "
                        + place.confidence() + " " + place.finding().fingerprint() + " "
                        + terminal.styled(Terminal.Style.FAINT, place.finding().evidence()));
    }

    private int scanLines(FileScan scan) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (!line.isBlank()) {
                terminal.out().println(Json.line(answer(line, scan)));
            }
        }
        terminal.out().flush();
        return GovernanceCommand.FINE;
    }

    private static Map<String, @Nullable Object> answer(String line, FileScan scan) {
        Object id = null;
        try {
            Map<String, @Nullable Object> fields = Json.object(line);
            id = fields.get("id");
            if (!(fields.get("text") instanceof String text)) {
                throw new InputException("\"text\" is a string.");
            }
            return Json.object(
                    "id",
                    id,
                    "findings",
                    scan.text(text).stream().map(FileScan.Place::json).toList());
        } catch (InputException e) {
            return Json.object("id", id, "error", e.getMessage());
        } catch (RuntimeException e) {
            return Json.object("id", id, "error", "The text cannot be scanned.");
        }
    }
}
