/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.desk;

import dev.agentgovernance.api.approval.ApprovalCase;
import dev.agentgovernance.api.approval.ApprovalState;
import dev.agentgovernance.core.approval.ApprovalDesk.Receipt;
import dev.agentgovernance.core.approval.ApprovalRules;
import dev.agentgovernance.core.audit.AuditJournal;
import dev.agentgovernance.samples.cli.desk.DeskPeople.May;
import dev.agentgovernance.samples.cli.desk.DeskSessions.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the page asks for and says, once it is known who is there. */
final class DeskApi {

    private static final int RECENT_REQUESTS = 50;
    private static final int RECENT_DECISIONS = 100;
    private static final int LONGEST_NOTE = 2_000;
    private static final String HALT = "halt";

    private final DeskAnswers answers;
    private final ApprovalRules rules;
    private final Path journal;
    private final HaltSwitch halt;
    private final DeskSessions sessions;
    private final Clock clock;

    DeskApi(
            DeskAnswers answers,
            ApprovalRules rules,
            Path journal,
            HaltSwitch halt,
            DeskSessions sessions,
            Clock clock) {
        this.answers = answers;
        this.rules = rules;
        this.journal = journal;
        this.halt = halt;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** An answer of the desk: a status of HTTP, and a tree. */
    record Reply(int status, Map<String, @Nullable Object> body) {
        static Reply of(int status, String message) {
            return new Reply(status, DeskJson.map("message", message));
        }
    }

    /** Answers a question. */
    Reply get(Session session, String path) {
        if (path.equals("/api/state")) {
            return new Reply(200, state(session));
        }
        if (path.equals("/api/halt")) {
            Map<String, @Nullable Object> json = DeskView.halt(halt);
            json.put("form", sessions.form(session, HALT));
            return new Reply(200, json);
        }
        if (path.equals("/api/decisions")) {
            return new Reply(
                    200,
                    DeskJson.map(
                            "decisions",
                            AuditJournal.recent(journal, RECENT_DECISIONS).stream()
                                    .map(DeskView::decision)
                                    .toList()));
        }
        if (path.equals("/api/trust")) {
            return new Reply(
                    200,
                    DeskJson.map(
                            "trust",
                            answers.ledger().standings().stream()
                                    .map(DeskView::standing)
                                    .toList()));
        }
        if (path.startsWith("/api/requests/")) {
            return request(session, path.substring("/api/requests/".length()));
        }
        return Reply.of(404, "There is nothing here.");
    }

    private Map<String, @Nullable Object> state(Session session) {
        List<ApprovalCase> pending = answers.desk().pending();
        return DeskJson.map(
                "person",
                DeskView.person(session.person(), rules.roles(session.person().name())),
                "now",
                clock.instant().toString(),
                "halt",
                DeskView.halt(halt),
                "pending",
                rows(pending),
                "reviews",
                answers.desk().waitingForReview().stream()
                        .map(each -> DeskView.row(each, 1))
                        .toList(),
                "recent",
                answers.desk().recent(RECENT_REQUESTS).stream()
                        .filter(each -> each.state() != ApprovalState.PENDING)
                        .map(each -> DeskView.row(each, 1))
                        .toList());
    }

    /** What asks the very same stands there once. */
    private List<Map<String, @Nullable Object>> rows(List<ApprovalCase> pending) {
        Map<String, List<ApprovalCase>> groups = new LinkedHashMap<>();
        for (ApprovalCase each : pending) {
            var request = each.request();
            String what = String.join(
                    "\0",
                    request.asker().agent(),
                    request.asker().repository(),
                    request.shown().kind(),
                    request.shown().text(),
                    request.shown().policy(),
                    String.valueOf(request.shown().effects()),
                    request.shown().impact() + " " + request.quorum() + " " + request.roles());
            groups.computeIfAbsent(what, key -> new ArrayList<>()).add(each);
        }
        return groups.values().stream()
                .map(group -> DeskView.row(group.get(0), group.size()))
                .toList();
    }

    private Reply request(Session session, String id) {
        Optional<ApprovalCase> found = answers.desk().find(id);
        if (found.isEmpty()) {
            return Reply.of(404, "There is no such request.");
        }
        ApprovalCase each = found.get();
        int equal = each.state() == ApprovalState.PENDING
                ? answers.desk().equalTo(each.request()).size()
                : 1;
        Map<String, @Nullable Object> whole = DeskView.whole(each, Math.max(1, equal));
        whole.put("form", sessions.form(session, id));
        whole.put("excluded", each.request().excludes(session.person().name()));
        return new Reply(200, whole);
    }

    /** Takes a person's word. */
    Reply post(Session session, String path, Map<String, Object> body) {
        if (path.equals("/api/halt")) {
            return switchTo(session, body);
        }
        if (path.startsWith("/api/requests/") && path.endsWith("/answer")) {
            return answer(session, path.substring("/api/requests/".length(), path.length() - "/answer".length()), body);
        }
        return Reply.of(404, "There is nothing here.");
    }

    private Reply answer(Session session, String id, Map<String, Object> body) {
        if (!session.person().may().contains(May.ANSWER)) {
            return Reply.of(403, "You may look, and not answer.");
        }
        Optional<DeskAnswers.Verb> verb = verb(text(body, "verb"));
        String note = text(body, "note");
        if (verb.isEmpty() || note.length() > LONGEST_NOTE) {
            return Reply.of(400, "An answer has a verb, and a note of up to 2,000 characters.");
        }
        if (!sessions.use(session, text(body, "form"), id)) {
            return Reply.of(409, "This form was used, or is not of this request: look at it again.");
        }
        Optional<ApprovalCase> found = answers.desk().find(id);
        if (found.isEmpty()) {
            return Reply.of(404, "There is no such request.");
        }
        boolean all = Boolean.TRUE.equals(body.get("equal")) && found.get().state() == ApprovalState.PENDING;
        List<ApprovalCase> cases = all ? answers.desk().equalTo(found.get().request()) : List.of(found.get());
        List<String> said = new ArrayList<>();
        boolean counts = true;
        for (ApprovalCase each : cases) {
            Receipt receipt =
                    answers.say(verb.get(), each.request(), session.person().name(), note);
            counts &= receipt.counts();
            said.add(receipt.why());
        }
        return Reply.of(
                counts ? 200 : 409, String.join(" ", said.stream().distinct().toList()));
    }

    private Reply switchTo(Session session, Map<String, Object> body) {
        if (!(body.get("on") instanceof Boolean on)) {
            return Reply.of(400, "The switch is on or off.");
        }
        if (!session.person().may().contains(on ? May.HALT : May.RESUME)) {
            return Reply.of(403, "You may not use the switch this way.");
        }
        if (!sessions.use(session, text(body, "form"), HALT)) {
            return Reply.of(409, "This form was used: look at the desk again.");
        }
        String why = text(body, "why").strip();
        try {
            halt.set(new HaltSwitch.Change(clock.instant(), session.person().name(), on, why));
        } catch (IllegalArgumentException e) {
            return Reply.of(400, "Say why, in up to 1,000 characters.");
        }
        return Reply.of(200, on ? "All agents are halted." : "The agents go on.");
    }

    private static Optional<DeskAnswers.Verb> verb(String name) {
        for (DeskAnswers.Verb verb : DeskAnswers.Verb.values()) {
            if (verb.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
                return Optional.of(verb);
            }
        }
        return Optional.empty();
    }

    private static String text(Map<String, Object> body, String key) {
        return body.get(key) instanceof String text ? text : "";
    }

    /** Returns a text that is another whenever something that the page shows is. */
    String revision() {
        StringBuilder all = new StringBuilder(halt.sentence());
        answers.desk().recent(RECENT_REQUESTS).forEach(each -> add(all, each));
        answers.desk().pending().forEach(each -> add(all, each));
        try {
            all.append(Files.exists(journal) ? Files.size(journal) : 0);
        } catch (IOException e) {
            all.append('?');
        }
        return java.util.HexFormat.of().formatHex(DeskPeople.sha256(all.toString()), 0, 8);
    }

    private static void add(StringBuilder all, ApprovalCase each) {
        all.append(each.request().id())
                .append(each.state())
                .append(each.answers().size())
                .append(' ');
    }
}
