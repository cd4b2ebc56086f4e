/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.deploy.RepositoryEvent;
import dev.agentgovernance.api.deploy.RepositoryEvent.Kind;
import dev.agentgovernance.core.internal.classify.RepositoryView;
import dev.agentgovernance.core.internal.classify.objects.GitObjects;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the commits whose files say what an event is followed by, as the references of this repository know them. For one thread. */
final class TargetCommits {

    /*
     * A forge reads the pipelines of what is pushed, of the branch that a request is merged into, or of its default branch. None
     * of that need be what the working tree holds. Which it is, is not decided here for each forge and event: all of them count,
     * since each route still says which events and branches it answers.
     */

    private static final int MAX_COMMITS = 12;
    private static final int MAX_REMOTES = 4;
    private static final int MAX_WORDS = 48;
    private static final int MAX_LENGTH = 200;
    private static final List<String> USUAL = List.of("main", "master");
    private static final String REMOTES = "refs/remotes/";
    private static final String BRANCHES = "refs/heads/";
    private static final String HEAD = "ref: " + BRANCHES;
    private static final String REMOTE = "[remote \"";

    private final Path top;
    private final GitObjects git;
    private final RepositoryView files;
    private final List<String> remotes;
    private final Map<String, String> found = new LinkedHashMap<>();

    private TargetCommits(Path top, GitObjects git, RepositoryView files) {
        this.top = top;
        this.git = git;
        this.files = files;
        this.remotes = remotes(files.text(".git/config").orElse(""));
    }

    /** Returns what finds them in a repository at one moment, or null where there is none that can be read. */
    static @Nullable TargetCommits in(Path top) {
        GitObjects git = GitObjects.at(top).orElse(null);
        return git == null ? null : new TargetCommits(top, git, GitObjects.view(top));
    }

    Path top() {
        return top;
    }

    GitObjects git() {
        return git;
    }

    /**
     * Returns the names of commits, each with what leads to it: {@code origin/main}.
     *
     * @param defaultBranch the default branch, empty where it is not known
     * @param text the text of the action: a branch that it names is one that the event may be about
     */
    Map<String, String> of(RepositoryEvent event, String defaultBranch, String text) {
        found.clear();
        find(event, defaultBranch, text);
        return new LinkedHashMap<>(found);
    }

    private void find(RepositoryEvent event, String defaultBranch, String text) {
        Kind kind = event.kind();
        String name = event.name().indexOf('*') >= 0 ? "" : event.name();
        if (kind == Kind.PUSH && !name.isEmpty()) {
            remote(name);
        } else if (kind != Kind.TAG || name.isEmpty() || !add("refs/tags/" + name, name)) {
            // A forge makes a tag that is not there yet out of its default branch.
            for (String branch : defaultBranch.isEmpty() ? USUAL : List.of(defaultBranch)) {
                remote(branch);
            }
        }
        if (kind == Kind.PUSH || kind == Kind.PULL_REQUEST || kind == Kind.TAG) {
            add("HEAD", "HEAD");
        }
        if (kind == Kind.MERGE) {
            String head = files.text(".git/HEAD").orElse("").strip();
            remote(head.startsWith(HEAD) ? head.substring(HEAD.length()) : "HEAD");
        }
        if (kind != Kind.COMMENT && kind != Kind.REVIEW) {
            words(text, kind == Kind.MERGE);
        }
    }

    private void remote(String branch) {
        for (String remote : remotes) {
            add(REMOTES + remote + "/" + branch, remote + "/" + branch);
        }
    }

    /** Where requests are fetched to, as forges advise. */
    private void request(String number) {
        for (String remote : remotes) {
            add(REMOTES + remote + "/pr/" + number, remote + "/pr/" + number);
            add(REMOTES + remote + "/pull/" + number + "/head", remote + "/pull/" + number);
            add(REMOTES + remote + "/merge-requests/" + number, remote + "/merge-requests/" + number);
        }
        add("refs/pull/" + number + "/head", "pull/" + number);
    }

    private boolean add(String reference, String name) {
        if (found.size() >= MAX_COMMITS) {
            return false;
        }
        Optional<String> id = git.id(reference);
        id.ifPresent(commit -> found.putIfAbsent(commit, name));
        return id.isPresent();
    }

    private static boolean isNumber(String word) {
        return !word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Returns the remotes that the settings name, the usual ones first. */
    private static List<String> remotes(String config) {
        Set<String> names = new LinkedHashSet<>();
        for (String usual : List.of("origin", "upstream")) {
            if (config.contains(REMOTE + usual + "\"]")) {
                names.add(usual);
            }
        }
        for (int at = config.indexOf(REMOTE); at >= 0; at = config.indexOf(REMOTE, at + 1)) {
            int start = at + REMOTE.length();
            int end = config.indexOf("\"]", start);
            if (end > start && end - start < 100 && names.size() < MAX_REMOTES) {
                names.add(config.substring(start, end));
            }
        }
        return names.isEmpty() ? List.of("origin") : List.copyOf(names);
    }

    /** Takes what in a text is the name of a branch, or the number of a request that is merged. */
    private void words(String text, boolean merges) {
        Set<String> seen = new HashSet<>();
        int start = -1;
        for (int i = 0; i <= text.length() && seen.size() < MAX_WORDS; i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            boolean part = Character.isLetterOrDigit(c) || "/._-@".indexOf(c) >= 0;
            if (part && start < 0) {
                start = i;
            } else if (!part && start >= 0) {
                String word = text.substring(start, i);
                boolean target = start > 0 && text.charAt(start - 1) == ':';
                if (word.length() <= MAX_LENGTH && seen.add(target ? ":" + word : word)) {
                    word(word, target, merges);
                }
                start = -1;
            }
        }
    }

    private void word(String written, boolean target, boolean merges) {
        String word = written.startsWith(BRANCHES) ? written.substring(BRANCHES.length()) : written;
        String last = word.substring(word.lastIndexOf('/') + 1);
        if (isNumber(last)) {
            if (merges) {
                request(last);
            }
            return;
        }
        if (word.startsWith("-") || word.startsWith("/")) {
            return;
        }
        remote(word);
        if (!target) {
            add(BRANCHES + word, word);
            if (word.indexOf('/') > 0) {
                add(REMOTES + word, word);
            }
        }
    }
}
