/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A recorded session: the hook messages of a client, one step a line.
 *
 * @param secret a key that opens nothing
 * @param steps the steps, in order
 */
record DemoSession(String secret, List<Step> steps) {

    static final String REPOSITORY = "acme/shop";
    static final String BRANCH = "feature/cart";

    /**
     * One step.
     *
     * @param does what the agent does, for a reader
     * @param before the message before the tool runs, as JSON
     * @param after the message after it, as JSON; empty where there is none
     * @param prints what the command prints where it fails, so that no message after it could be changed; empty otherwise
     */
    record Step(String does, String before, String after, String prints) {}

    /** Returns the session in a working tree that is made for it. */
    static DemoSession in(Path folder) throws IOException {
        Path repository = folder.resolve("shop");
        Path git = Files.createDirectories(repository.resolve(".git"));
        Files.writeString(git.resolve("HEAD"), "ref: refs/heads/" + BRANCH + "\n");
        Files.writeString(
                git.resolve("config"), "[remote \"origin\"]\n\turl = git@forge.example:" + REPOSITORY + ".git\n");
        // Of the right form, and made of parts, so that no scanner takes this file for a leak.
        String secret = "AKIA" + "Z7QF3XW2" + "LMPD5RT6";
        String text;
        try (InputStream in =
                Objects.requireNonNull(DemoSession.class.getResourceAsStream("demo-session.jsonl"), "the session")) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        String session = text.replace("@REPO@", repository.toString().replace("\\", "\\\\"))
                .replace("@KEY@", secret)
                .replace("@KEY2@", "p9Xw2" + "LkQe7RtVb" + "Zn4MsYc8" + "HgJd1FaUo6TiWq3S");
        return new DemoSession(
                secret,
                session.lines()
                        .filter(line -> !line.isBlank())
                        .map(DemoSession::step)
                        .toList());
    }

    private static Step step(String line) {
        Map<String, @Nullable Object> fields = Json.object(line);
        return new Step(
                String.valueOf(fields.get("does")),
                Json.line(Objects.requireNonNull(fields.get("before"))),
                fields.get("after") == null ? "" : Json.line(Objects.requireNonNull(fields.get("after"))),
                fields.get("prints") instanceof String prints ? prints : "");
    }
}
