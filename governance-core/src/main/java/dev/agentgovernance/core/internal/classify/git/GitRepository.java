/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.git;

import dev.agentgovernance.core.internal.classify.RepositoryView;
import dev.agentgovernance.core.internal.classify.objects.GitObjects;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The repository in which a git command would run, as far as it is at hand: its settings, the branch that is checked out, its
 * tags. Read anew for each command; immutable after that.
 */
final class GitRepository {

    private static final int MAX_LEVELS = 64;
    private static final String HEAD = "ref: refs/heads/";

    private final RepositoryView view;
    private final GitConfig config = new GitConfig();

    private GitRepository(RepositoryView view, String home) {
        this.view = view;
        if (!home.isEmpty()) {
            try {
                RepositoryView user = RepositoryView.of(Path.of(home));
                user.text(".config/git/config").ifPresent(text -> config.read("~/.config/git/config", text));
                user.text(".gitconfig").ifPresent(text -> config.read("~/.gitconfig", text));
            } catch (InvalidPathException e) {
                // A home that is no path has no settings.
            }
        }
        view.text(".git/config").ifPresent(text -> config.read(".git/config", text));
        if (config.isTrue("extensions.worktreeconfig")) {
            view.text(".git/config.worktree").ifPresent(text -> config.read(".git/config.worktree", text));
        }
    }

    /** Returns the repository that a folder is in, or null where there is none at hand. */
    static @Nullable GitRepository at(String folder, String home) {
        try {
            Path path = Path.of(folder);
            if (!path.isAbsolute() || !Files.isDirectory(path)) {
                return null;
            }
            path = path.normalize();
            for (int level = 0; level < MAX_LEVELS && path != null; level++, path = path.getParent()) {
                if (Files.exists(path.resolve(".git"))) {
                    return new GitRepository(GitObjects.view(path), home);
                }
            }
            return null;
        } catch (InvalidPathException | SecurityException e) {
            return null;
        }
    }

    GitConfig config() {
        return config;
    }

    /** Returns the branch that is checked out; empty where none is. */
    Optional<String> branch() {
        String head = view.text(".git/HEAD").orElse("").strip();
        return head.startsWith(HEAD) ? Optional.of(head.substring(HEAD.length())) : Optional.empty();
    }

    boolean hasTag(String name) {
        return has("refs/tags/" + name);
    }

    boolean hasBranch(String name) {
        return has("refs/heads/" + name);
    }

    private boolean has(String reference) {
        return view.text(".git/" + reference).isPresent()
                || view.text(".git/packed-refs").orElse("").contains(" " + reference + "\n");
    }

    /** Returns the remote that a push without one goes to. */
    String pushRemote() {
        String branch = branch().orElse("");
        for (String key :
                List.of("branch." + branch + ".pushremote", "remote.pushdefault", "branch." + branch + ".remote")) {
            String remote = config.last(key);
            if (remote != null && !remote.isEmpty()) {
                return remote;
            }
        }
        List<String> remotes = config.names("remote");
        return remotes.size() == 1 ? remotes.get(0) : "origin";
    }

    /** Returns the addresses that a push to a remote goes to, with the replacements that the settings make. */
    List<String> pushAddresses(String remote) {
        List<String> addresses = config.all("remote." + remote + ".pushurl");
        boolean own = !addresses.isEmpty();
        if (!own) {
            addresses = config.all("remote." + remote + ".url");
        }
        if (addresses.isEmpty()) {
            addresses = List.of(remote);
        }
        return addresses.stream().map(address -> replaced(address, own)).toList();
    }

    private String replaced(String address, boolean own) {
        String best = own ? null : longest(address, ".pushinsteadof");
        return best == null ? java.util.Objects.requireNonNullElse(longest(address, ".insteadof"), address) : best;
    }

    private @Nullable String longest(String address, String key) {
        String found = null;
        int length = 0;
        for (String base : config.names("url")) {
            for (String prefix : config.all("url." + base + key)) {
                if (address.startsWith(prefix) && prefix.length() > length) {
                    length = prefix.length();
                    found = base + address.substring(prefix.length());
                }
            }
        }
        return found;
    }

    /** Returns the branch of the remote that the current branch follows, or null where it follows none. */
    @Nullable String upstream() {
        String merge = config.last("branch." + branch().orElse("") + ".merge");
        return merge == null || merge.isEmpty() ? null : merge;
    }

    /**
     * Returns the refspecs of a push that names none; empty where git would refuse.
     */
    List<String> refspecs(String remote) {
        List<String> configured = config.all("remote." + remote + ".push");
        if (!configured.isEmpty()) {
            return configured;
        }
        String current = branch().orElse(null);
        String how = java.util.Objects.requireNonNullElse(config.last("push.default"), "simple");
        if (how.equals("matching")) {
            return List.of(":");
        }
        if (how.equals("nothing") || current == null) {
            return List.of();
        }
        String upstream = upstream();
        String upstreamRemote = config.last("branch." + current + ".remote");
        boolean triangular = !remote.equals(upstreamRemote == null ? "origin" : upstreamRemote);
        String same = "refs/heads/" + current;
        boolean setsUp = config.isTrue("push.autosetupremote");
        return switch (how) {
            case "current" -> List.of(same);
            case "upstream", "tracking" ->
                upstream == null ? setsUp ? List.of(same) : List.of() : List.of("HEAD:" + upstream);
            default -> {
                if (triangular) {
                    yield List.of(same);
                }
                if (upstream == null) {
                    yield setsUp ? List.of(same) : List.of();
                }
                yield upstream.equals(same) ? List.of(same) : List.of();
            }
        };
    }

    /** Returns what a refspec without a target pushes to, as the settings say. */
    String mapped(String remote, String local) {
        for (String configured : config.all("remote." + remote + ".push")) {
            String spec = configured.startsWith("+") ? configured.substring(1) : configured;
            int colon = spec.indexOf(':');
            if (colon <= 0) {
                continue;
            }
            String from = spec.substring(0, colon);
            String to = spec.substring(colon + 1);
            String full = local.startsWith("refs/") ? local : "refs/heads/" + local;
            int star = from.indexOf('*');
            if (star >= 0 && full.startsWith(from.substring(0, star)) && full.endsWith(from.substring(star + 1))) {
                return to.replace("*", full.substring(star, full.length() - (from.length() - star - 1)));
            }
            if (from.equals(full) || from.equals(local)) {
                return to;
            }
        }
        String how = config.last("push.default");
        String upstream = upstream();
        boolean follows = how != null && (how.equals("upstream") || how.equals("tracking"));
        return follows && upstream != null && local.equals(branch().orElse("")) ? upstream : local;
    }
}
