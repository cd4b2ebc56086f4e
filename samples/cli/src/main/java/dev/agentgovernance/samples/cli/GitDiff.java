/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.core.change.Diff;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;

/** What a branch changes since it parted from another. For one thread. */
final class GitDiff implements AutoCloseable {

    private final Repository repository;
    private final RevCommit base;
    private final ObjectId head;
    private final ObjectId other;

    private GitDiff(Repository repository, RevCommit base, ObjectId head, ObjectId other) {
        this.repository = repository;
        this.base = base;
        this.head = head;
        this.other = other;
    }

    /**
     * Opens the repository around a folder.
     *
     * @param name the branch or commit from which the work began
     * @throws InputException if there is no repository, no such commit, or no common one
     */
    static GitDiff open(Path folder, String name) throws IOException {
        FileRepositoryBuilder builder =
                new FileRepositoryBuilder().findGitDir(folder.toAbsolutePath().toFile());
        if (builder.getGitDir() == null) {
            throw new InputException(folder + " is in no git repository.");
        }
        Repository repository = builder.setMustExist(true).build();
        try (RevWalk walk = new RevWalk(repository)) {
            ObjectId head = commit(repository, Constants.HEAD);
            walk.setRevFilter(RevFilter.MERGE_BASE);
            ObjectId other = commit(repository, name);
            walk.markStart(walk.parseCommit(other));
            walk.markStart(walk.parseCommit(head));
            RevCommit base = walk.next();
            if (base == null) {
                throw new InputException("HEAD and " + name + " have nothing in common.");
            }
            return new GitDiff(repository, base, head, other);
        } catch (IOException | RuntimeException e) {
            repository.close();
            throw e;
        }
    }

    private static ObjectId commit(Repository repository, String name) throws IOException {
        ObjectId id = repository.resolve(name + "^{commit}");
        if (id == null) {
            throw new InputException("There is no commit " + name + ".");
        }
        return id;
    }

    /** Returns the top of the working tree; of a repository without one, its own folder. */
    Path top() {
        return (repository.isBare() ? repository.getDirectory() : repository.getWorkTree()).toPath();
    }

    /** Returns the name of the commit at hand. */
    String head() {
        return head.name();
    }

    /** Returns the name of the commit that was named. */
    String other() {
        return other.name();
    }

    /** Returns the text of a file as it was where the work began. */
    Optional<String> before(String path) throws IOException {
        try (TreeWalk walk = TreeWalk.forPath(repository, path, base.getTree())) {
            return walk == null
                    ? Optional.empty()
                    : Optional.of(
                            new String(repository.open(walk.getObjectId(0)).getBytes(), StandardCharsets.UTF_8));
        }
    }

    /**
     * Returns the change.
     *
     * @param committed whether what is not committed yet is left out; files that git ignores always are
     */
    Diff diff(boolean committed) throws IOException {
        return diff(head, committed || repository.isBare());
    }

    /** Returns what the commit that was named changes since the two parted. */
    Diff diffOfOther() throws IOException {
        return diff(other, true);
    }

    private Diff diff(ObjectId commit, boolean committed) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (DiffFormatter differ = new DiffFormatter(text);
                ObjectReader reader = repository.newObjectReader()) {
            differ.setRepository(repository);
            differ.setDetectRenames(true);
            AbstractTreeIterator from = new CanonicalTreeParser(null, reader, base.getTree());
            AbstractTreeIterator to = committed
                    ? new CanonicalTreeParser(null, reader, repository.resolve(commit.name() + "^{tree}"))
                    : new FileTreeIterator(repository);
            differ.format(from, to);
            differ.flush();
        }
        return Diff.parse(text.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        repository.close();
    }
}
