/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.filter.Strictness;
import dev.agentgovernance.secrets.internal.filter.ValueJudge;
import dev.agentgovernance.secrets.internal.filter.ValueProfile;
import dev.agentgovernance.secrets.internal.filter.Verdict;
import dev.agentgovernance.secrets.internal.match.Assignment;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.PlainWord;
import dev.agentgovernance.secrets.internal.match.Surroundings;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What matchers read with and write to. Reused from line to line; for one thread. */
public final class Reading {
    private record Awaited(Rule rule, ContextMatcher matcher) {}

    private final TextLine line = new TextLine();
    private final Assignment assignment = new Assignment();
    /** Made at the first name to which nothing else leads: a process that starts sees few. */
    private @Nullable PlainWord word;

    private final ValueJudge judge;
    private final Surroundings surroundings = new Surroundings();
    private final Manifest manifest = new Manifest();
    private final JsonManifest jsonManifest = new JsonManifest(manifest);
    private final PasswordTable table = new PasswordTable();
    /** These two are made when the first of their kind begins, for the same reason. */
    private @Nullable OpenBlock block;

    private @Nullable Entries entries;
    private final ValueProfile profile = new ValueProfile();
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Candidate> markers = new ArrayList<>();
    /** What the line before left open, and what this one does. */
    private final List<Awaited> awaited = new ArrayList<>();

    private final List<Awaited> noted = new ArrayList<>();
    private @Nullable Candidate openBlock;
    private @Nullable Rule openAssignment;
    private int shownIndent = -1;
    private int judgedSerial = -1;
    private int judgedEnd = -1;

    /** Makes a reading that judges as strictly as asked. */
    public Reading(Strictness strictness) {
        judge = new ValueJudge(strictness);
    }

    /** Returns the line. */
    public TextLine line() {
        return line;
    }

    /**
     * Says that the line goes on behind a key that began in a line before: once the key is redacted, that is one line.
     *
     * @param indent the blanks before the line in which the key began; -1 if there is no such key
     */
    public void behindKey(int indent) {
        shownIndent = indent;
    }

    /** Returns how many blanks the line begins with, as it is when what is found is redacted. */
    public int indent() {
        if (shownIndent >= 0) {
            return shownIndent;
        }
        int i = line.from();
        while (Chars.isBlank(line.at(i))) {
            i++;
        }
        return i - line.from();
    }

    /** Returns the reader of assignments. */
    public Assignment assignment() {
        return assignment;
    }

    /** Returns the reader of what follows the name of a provider. */
    Surroundings surroundings() {
        return surroundings;
    }

    /** Returns the reader of manifests. */
    Manifest manifest() {
        return manifest;
    }

    /** Returns the reader of manifests in JSON. */
    JsonManifest jsonManifest() {
        return jsonManifest;
    }

    /** Returns the reader of tables with passwords. */
    PasswordTable table() {
        return table;
    }

    /** Returns the block that has a telling name. */
    OpenBlock block() {
        OpenBlock made = block;
        if (made == null) {
            made = new OpenBlock(NamedBlock.MOST_LINES);
            block = made;
        }
        return made;
    }

    /** Returns the reader of maps and lists whose name says what is in them. */
    Entries entries() {
        Entries made = entries;
        if (made == null) {
            made = new Entries();
            entries = made;
        }
        return made;
    }

    /** Shows the line to what began in a line before. */
    public void goOn(boolean whole) {
        if (manifest.isOpen()) {
            manifest.read(this, whole);
        }
        if (jsonManifest.isOpen()) {
            jsonManifest.read(this, whole);
        }
        table.read(this, whole);
        if (block != null && block.isOpen()) {
            NamedBlock.read(block, this, whole);
        }
        if (entries != null && entries.isOpen()) {
            entries.read(this, whole);
        }
    }

    /** Shows the line, as it will be when what was found in it is redacted, to what began in a line before. */
    public void goOnAgain() {
        table.readAgain(this);
    }

    /** Returns whether something goes on in the next line that began in this one or before. */
    public boolean goesOn() {
        return manifest.isOpen()
                || jsonManifest.isOpen()
                || table.isOpen()
                || (block != null && block.isOpen())
                || (entries != null && entries.isOpen());
    }

    /** Forgets what began in the lines before. */
    public void end() {
        awaited.clear();
        noted.clear();
        manifest.close();
        jsonManifest.close();
        table.close();
        if (block != null) {
            block.close();
        }
        if (entries != null) {
            entries.close();
        }
    }

    /** Returns a counter of characters, for the rule that runs. */
    ValueProfile profile() {
        return profile;
    }

    /** Returns the judge of values. */
    public ValueJudge judge() {
        return judge;
    }

    /**
     * Returns whether the value that is given to the name of a keyword is a word of which the judge needs to know no more than
     * the name. INVARIANT: then the rules for values of names find nothing there, and nothing goes on behind it.
     *
     * @param text the line, or what was read of the text
     */
    public boolean isNothing(TextLine text, int start, int end) {
        if (!awaited.isEmpty()) {
            return false;
        }
        PlainWord plain = word == null ? new PlainWord() : word;
        word = plain;
        return plain.find(text, start, end) && judge.isNothing(text, plain);
    }

    /** Returns whether a name that ends at a place is judged for the first time; a name has several keywords in it. */
    boolean isFirst(int nameEnd) {
        boolean first = judgedSerial != line.serial() || judgedEnd != nameEnd;
        judgedSerial = line.serial();
        judgedEnd = nameEnd;
        return first;
    }

    /** Adds a finding. */
    public void add(Rule rule, int start, int end, Confidence confidence, String evidence) {
        candidates.add(new Candidate(rule, start, end, confidence, evidence));
    }

    /** Adds what a judge decided on a value, if it is a secret. */
    void add(Rule rule, int start, int end, @Nullable Verdict verdict) {
        if (verdict != null) {
            add(rule, start, end, verdict.confidence(), verdict.evidence());
        }
    }

    /**
     * Adds a value that is likely because of what it stands in.
     *
     * @param place whether it is an example or a place for a secret, and so no more than that
     */
    void addLikely(Rule rule, int start, int end, boolean place, String evidence) {
        Confidence confidence = place ? Confidence.PLACEHOLDER : Confidence.LIKELY;
        add(rule, start, end, confidence, place ? Verdict.PLACE : evidence);
    }

    /** Notes that a block begins here which goes on in the lines that follow. */
    public void openBlock(Rule rule, int start, int end) {
        if (openBlock == null || openBlock.rule().rank() < rule.rank()) {
            openBlock = new Candidate(rule, start, end, Confidence.POSSIBLE, "");
        }
    }

    /** Notes that the line ends where a value would begin. */
    public void openAssignment(Rule rule) {
        openAssignment = rule;
    }

    /** Notes that the line ends where a value of a shape would begin. */
    void awaitValue(Rule rule, ContextMatcher matcher) {
        noted.add(new Awaited(rule, matcher));
    }

    /** Returns whether the line before left a name whose value of a shape may stand in the line that follows. */
    public boolean awaitsShape() {
        return !awaited.isEmpty();
    }

    /** Looks at the value that the reader of assignments found on a line of its own. */
    void judgeAwaited() {
        for (int i = 0; i < awaited.size(); i++) {
            awaited.get(i).matcher().judgeAlone(this, awaited.get(i).rule());
        }
        awaited.clear();
    }

    /** Returns the block that was begun, and forgets it. */
    public @Nullable Candidate takeOpenBlock() {
        Candidate block = openBlock;
        openBlock = null;
        return block;
    }

    /** Returns the rule whose value would begin on the next line, and forgets it. */
    public @Nullable Rule takeOpenAssignment() {
        Rule rule = openAssignment;
        openAssignment = null;
        if (!awaited.isEmpty() || !noted.isEmpty()) {
            awaited.clear();
            awaited.addAll(noted);
            noted.clear();
        }
        return rule;
    }

    /** Notes what stands in the place of a value that was redacted before: nothing in it is a finding. */
    void addMarker(Rule rule, int start, int end) {
        markers.add(new Candidate(rule, start, end, Confidence.PLACEHOLDER, ""));
    }

    /** Returns the places of values that were redacted before. */
    public List<Candidate> markers() {
        return markers;
    }

    /** Returns what was found in the line so far. */
    public List<Candidate> candidates() {
        return candidates;
    }
}
