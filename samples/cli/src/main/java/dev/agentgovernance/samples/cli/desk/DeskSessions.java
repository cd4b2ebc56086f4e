/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.desk;

import dev.agentgovernance.samples.cli.desk.DeskPeople.Person;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who is signed in. A session takes two secrets: one in a cookie that no script can read, and one that the page sends in a
 * header. The cookie alone goes to every program that listens on this host, whatever its port; the header does not.
 *
 * <p>Secrets are kept and looked up by their SHA-256, so that the time of a look-up says nothing. Safe for use by several
 * threads; everything is bounded.
 */
final class DeskSessions {

    static final Duration SESSION = Duration.ofHours(12);
    static final Duration LINK = Duration.ofMinutes(10);

    private static final Duration FORM = Duration.ofHours(1);
    private static final int SECRET_BYTES = 32;
    private static final int MOST_SESSIONS = 64;
    private static final int MOST_FORMS = 200;
    private static final int MOST_FAILURES = 20;
    private static final Duration FAILURES_WITHIN = Duration.ofMinutes(1);

    private final SecureRandom random = new SecureRandom();
    private final DeskPeople people;
    private final Clock clock;
    private final Map<String, Link> links = new HashMap<>();
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Deque<Instant> failures = new ArrayDeque<>();

    private record Link(Person person, Instant until) {}

    private record Form(String subject, Instant until) {}

    /** What somebody who has just signed in gets. */
    record Opened(String cookie, String token, Session session) {}

    /** One person at one browser. */
    static final class Session {
        private final Person person;
        private final Instant until;
        private final byte[] tokenHash;
        private final Map<String, Form> forms = new LinkedHashMap<>();
        private boolean ended;

        private Session(Person person, Instant until, byte[] tokenHash) {
            this.person = person;
            this.until = until;
            this.tokenHash = tokenHash;
        }

        Person person() {
            return person;
        }
    }

    DeskSessions(DeskPeople people, Clock clock) {
        this.people = people;
        this.clock = clock;
    }

    /** Makes a secret that signs a person in once, within ten minutes. */
    synchronized String link(Person person) {
        String code = secret();
        links.put(hash(code), new Link(person, clock.instant().plus(LINK)));
        return code;
    }

    /** Tells whether so many wrong secrets came lately that none is looked at now. */
    synchronized boolean isClosedForNow() {
        Instant since = clock.instant().minus(FAILURES_WITHIN);
        while (!failures.isEmpty() && failures.getFirst().isBefore(since)) {
            failures.removeFirst();
        }
        return failures.size() >= MOST_FAILURES;
    }

    /** Signs somebody in by a link that was not used yet, or by a token. */
    synchronized Optional<Opened> open(String secret) {
        Instant now = clock.instant();
        Link link = links.remove(hash(secret));
        Optional<Person> person =
                link != null && now.isBefore(link.until()) ? Optional.of(link.person()) : people.byToken(secret);
        if (person.isEmpty()) {
            failures.addLast(now);
            return Optional.empty();
        }
        String cookie = secret();
        String token = secret();
        sessions.values().removeIf(session -> !now.isBefore(session.until));
        if (sessions.size() >= MOST_SESSIONS) {
            Iterator<Session> oldest = sessions.values().iterator();
            oldest.next().ended = true;
            oldest.remove();
        }
        Session session = new Session(person.get(), now.plus(SESSION), DeskPeople.sha256(token));
        sessions.put(hash(cookie), session);
        return Optional.of(new Opened(cookie, token, session));
    }

    /** Returns the session of which both secrets are right. */
    synchronized Optional<Session> find(String cookie, String token) {
        Session session = sessions.get(hash(cookie));
        return session != null && isOpen(session) && MessageDigest.isEqual(session.tokenHash, DeskPeople.sha256(token))
                ? Optional.of(session)
                : Optional.empty();
    }

    synchronized boolean isOpen(Session session) {
        return !session.ended && clock.instant().isBefore(session.until);
    }

    synchronized void close(String cookie) {
        Session session = sessions.remove(hash(cookie));
        if (session != null) {
            session.ended = true;
        }
    }

    /** Makes a secret that is good for one answer about one thing: whoever answers has been shown it. */
    synchronized String form(Session session, String subject) {
        Instant now = clock.instant();
        session.forms.values().removeIf(form -> !now.isBefore(form.until()));
        if (session.forms.size() >= MOST_FORMS) {
            Iterator<Form> oldest = session.forms.values().iterator();
            oldest.next();
            oldest.remove();
        }
        String form = secret();
        session.forms.put(hash(form), new Form(subject, now.plus(FORM)));
        return form;
    }

    /** Uses up a form; false where it is none of this thing, or was used. */
    synchronized boolean use(Session session, String form, String subject) {
        Form found = session.forms.remove(hash(form));
        return found != null
                && found.subject().equals(subject)
                && clock.instant().isBefore(found.until());
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String hash(String secret) {
        return new String(DeskPeople.sha256(secret), StandardCharsets.ISO_8859_1);
    }
}
