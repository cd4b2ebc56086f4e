/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.samples.cli.gitleaks.GitleaksConfig;
import dev.agentgovernance.secrets.ScanProfile;
import dev.agentgovernance.secrets.SecretScanner;
import dev.agentgovernance.secrets.files.FileFinding;
import dev.agentgovernance.secrets.files.FileScanner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
            "Finds secrets in files and folders, in git, or in the texts of JSON lines.",
            "Binary files, links, .git and what git ignores and does not track are left out.",
            "With --jsonl: reads {\"id\",\"text\",\"path\"?} lines and writes {\"id\",\"findings\"} lines; exits with 0."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no findings, or a baseline was written",
            "1:there are findings, or something could not be looked at to its end",
            "2:wrong usage or bad input"
        })
final class ScanCommand implements Callable<Integer> {

    private static final int KEY_BYTES = 32;
    private static final int TASKS_PER_THREAD = 4;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--format",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            defaultValue = "TEXT")
    private ScanSink.Format format = ScanSink.Format.TEXT;

    @Option(names = "--jsonl", description = "Scan the texts of JSON lines from the input.")
    private boolean lines;

    @Option(names = "--placeholders", description = "Also list what is an example, or a place for a secret.")
    private boolean placeholders;

    @Option(names = "--profile", description = "What to look for: ${COMPLETION-CANDIDATES}.")
    private @Nullable ScanProfile profile;

    @Option(names = "--archives", description = "Open zip (jar, docx ...), gzip and tar files, within limits.")
    private boolean archives;

    @Option(names = "--all", description = "Also look at what git ignores.")
    private boolean all;

    @Option(names = "--honour-ignores", description = "Let lines with remarks like gitleaks:allow pass.")
    private boolean ignores;

    @Option(names = "--staged", description = "Scan what is staged for the next commit.")
    private boolean staged;

    @Option(names = "--history", description = "Scan what each commit has brought.")
    private boolean history;

    @Option(names = "--diff", paramLabel = "A..B", description = "Scan what changes from A to B.")
    private @Nullable String diff;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Also look by the rules of this file, in the format of Gitleaks (TOML).")
    private @Nullable Path configFile;

    @Option(names = "--baseline", paramLabel = "FILE", description = "Do not report what this file knows.")
    private @Nullable Path baselineFile;

    @Option(names = "--write-baseline", description = "Write what is found to the baseline instead.")
    private boolean writeBaseline;

    @Option(
            names = "--baseline-key",
            paramLabel = "FILE",
            description = "A key for its fingerprints, so that nobody else can try guesses.")
    private @Nullable Path baselineKey;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many files to look at at once. Default: as many as there are processors.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description = "Files and folders; with --staged, --history or --diff, the repository.")
    private List<Path> paths = List.of();

    ScanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        boolean git = staged || history || diff != null;
        if ((staged ? 1 : 0) + (history ? 1 : 0) + (diff != null ? 1 : 0) + (lines ? 1 : 0) > 1) {
            throw new ParameterException(spec.commandLine(), "One of --jsonl, --staged, --history, --diff.");
        }
        if (!git && lines == !paths.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Name paths, --jsonl, --staged, --history or --diff.");
        }
        if (git && paths.size() > 1) {
            throw new ParameterException(spec.commandLine(), "Name one repository.");
        }
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads is at least 1.");
        }
        if (writeBaseline && baselineFile == null) {
            throw new ParameterException(spec.commandLine(), "Name the file with --baseline.");
        }
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new InputException("There is nothing at " + path + ".");
            }
        }
        if (lines && configFile != null) {
            throw new ParameterException(spec.commandLine(), "--config is for files and git.");
        }
        Baseline baseline = baseline();
        byte[] key = baseline == null ? randomKey() : baseline.fingerprintKey();
        SecretScanner scanner = scanner(key);
        return lines ? scanLines(scanner) : scanFiles(scanner, key, baseline, git);
    }

    private @Nullable Baseline baseline() throws IOException {
        if (baselineFile == null) {
            return null;
        }
        String key = baselineKey == null ? null : Files.readString(baselineKey).strip();
        return writeBaseline && !Files.exists(baselineFile) ? Baseline.empty(key) : Baseline.read(baselineFile, key);
    }

    private static byte[] randomKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    private SecretScanner scanner(byte[] key) {
        SecretScanner.Builder builder = SecretScanner.builder().fingerprintKey(key);
        return profile == null ? builder.build() : builder.profile(profile).build();
    }

    private boolean isWanted(FileFinding found, @Nullable GitleaksConfig config) {
        return found.finding().confidence().compareTo(least()) <= 0
                && (config == null || !config.allows(found.path(), found.commit()));
    }

    private Confidence least() {
        return placeholders ? Confidence.PLACEHOLDER : Confidence.POSSIBLE;
    }

    private int scanFiles(SecretScanner scanner, byte[] key, @Nullable Baseline baseline, boolean git)
            throws IOException {
        FileScanner files = FileScanner.of(scanner);
        files = archives ? files.withArchives() : files;
        files = ignores ? files.withIgnoreMarks() : files;
        GitleaksConfig config = configFile == null ? null : GitleaksConfig.load(configFile);
        if (config != null) {
            config.notes().forEach(note -> terminal.err().println("note: " + note));
            files = files.alsoWith(path -> config.detector(path, key));
        }
        ScanSink sink = new ScanSink(terminal, format, found -> isWanted(found, config), baseline, writeBaseline);
        if (git) {
            scanGit(files, sink);
        } else {
            scanPaths(files, sink);
        }
        if (writeBaseline && baseline != null && baselineFile != null) {
            baseline.write(baselineFile, sink.findings());
        }
        return sink.finish();
    }

    private void scanPaths(FileScanner files, ScanSink sink) throws IOException {
        ExecutorService pool = threads == 1 ? null : Executors.newFixedThreadPool(threads, ScanCommand::thread);
        try {
            FileScanner scanner = pool == null ? files : files.withExecutor(pool, TASKS_PER_THREAD * threads);
            for (Path path : paths) {
                scanTree(path, scanner, sink);
            }
        } finally {
            if (pool != null) {
                pool.shutdownNow();
            }
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "scan");
        thread.setDaemon(true);
        return thread;
    }

    private void scanGit(FileScanner files, ScanSink sink) throws IOException {
        Path folder = paths.isEmpty() ? Path.of("") : paths.get(0);
        try (GitScan git = GitScan.open(folder, terminal.environment().get("GIT_INDEX_FILE"), files)) {
            if (diff != null) {
                git.diff(diff, sink);
            } else if (staged) {
                git.staged(sink);
            } else {
                git.history(sink);
            }
        }
    }

    /** Files that git ignores and tracks all the same go with the next push: they are looked at. */
    private void scanTree(Path path, FileScanner files, ScanSink sink) throws IOException {
        if (all || !Files.isDirectory(path)) {
            files.scan(path, sink);
            return;
        }
        List<Path> ignored = new ArrayList<>();
        files.withoutGitIgnored().scan(path, new FileScanner.Listener() {
            @Override
            public void found(FileFinding found) {
                sink.found(found);
            }

            @Override
            public void scanned(String scanned) {
                sink.scanned(scanned);
            }

            @Override
            public void leftOut(String left, String why) {
                sink.leftOut(left, why);
                if (why.startsWith("ignored")) {
                    ignored.add(Path.of(left));
                }
            }

            @Override
            public void failed(String failed, String why) {
                sink.failed(failed, why);
            }
        });
        if (!ignored.isEmpty()) {
            Path top = path.toAbsolutePath().normalize();
            for (Path tracked : GitScan.tracked(path)) {
                boolean left = ignored.stream()
                        .anyMatch(folder ->
                                tracked.startsWith(folder.toAbsolutePath().normalize()));
                if (left && Files.isRegularFile(tracked)) {
                    files.scan(path.resolve(top.relativize(tracked)), sink);
                }
            }
        }
    }

    private int scanLines(SecretScanner scanner) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (!line.isBlank()) {
                terminal.out().println(Json.line(answer(line, scanner)));
            }
        }
        terminal.out().flush();
        return GovernanceCommand.FINE;
    }

    private Map<String, @Nullable Object> answer(String line, SecretScanner scanner) {
        Object id = null;
        try {
            Map<String, @Nullable Object> fields = Json.object(line);
            id = fields.get("id");
            if (!(fields.get("text") instanceof String text)) {
                throw new InputException("\"text\" is a string.");
            }
            TextPlaces places = new TextPlaces(text);
            return Json.object(
                    "id",
                    id,
                    "findings",
                    scanner.scan(text).stream()
                            .filter(finding -> finding.confidence().compareTo(least()) <= 0)
                            .map(places::json)
                            .toList());
        } catch (InputException e) {
            return Json.object("id", id, "error", e.getMessage());
        } catch (RuntimeException e) {
            return Json.object("id", id, "error", "The text cannot be scanned.");
        }
    }
}
