/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.secrets.files.FileFinding;
import dev.agentgovernance.secrets.files.FileScanner;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.patch.FileHeader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.io.NullOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Scans what git keeps: a file is read whole, as it is in a commit or in the index, and what is found in lines that were
 * added is reported. For one thread.
 */
final class GitScan implements AutoCloseable {

    private final Repository repository;
    private final FileScanner scanner;
    private final DiffFormatter differ = new DiffFormatter(NullOutputStream.INSTANCE);

    private GitScan(Repository repository, FileScanner scanner) {
        this.repository = repository;
        this.scanner = scanner;
        differ.setRepository(repository);
        differ.setDetectRenames(true);
        differ.setContext(0);
    }

    /**
     * Opens the repository around a folder.
     *
     * @param index the index to use instead of its own, as git names it to its hooks; may be null
     * @throws InputException if there is none
     */
    static GitScan open(Path folder, @Nullable String index, FileScanner scanner) throws IOException {
        return new GitScan(repository(folder, index), scanner);
    }

    private static Repository repository(Path folder, @Nullable String index) throws IOException {
        Path start = folder.toAbsolutePath().normalize();
        FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(start.toFile());
        if (builder.getGitDir() == null) {
            throw new InputException(folder + " is in no git repository.");
        }
        if (index != null && !index.isEmpty()) {
            builder.setIndexFile(new File(start.resolve(index).toString()));
        }
        return builder.setMustExist(true).build();
    }

    /** Returns the paths in the index of the repository around a folder, as files; none where there is no repository. */
    static List<Path> tracked(Path folder) throws IOException {
        FileRepositoryBuilder builder =
                new FileRepositoryBuilder().findGitDir(folder.toAbsolutePath().toFile());
        if (builder.getGitDir() == null) {
            return List.of();
        }
        try (Repository repository = builder.build()) {
            if (repository.isBare()) {
                return List.of();
            }
            DirCache index = repository.readDirCache();
            Path top = repository.getWorkTree().toPath();
            return java.util.stream.IntStream.range(0, index.getEntryCount())
                    .mapToObj(i -> top.resolve(index.getEntry(i).getPathString()))
                    .toList();
        }
    }

    /** Scans what is in the index and not in the last commit. */
    void staged(FileScanner.Listener listener) throws IOException {
        ObjectId head = repository.resolve(Constants.HEAD + "^{tree}");
        changes(tree(head), new DirCacheIterator(repository.readDirCache()), "", Set.of(), listener);
    }

    /**
     * Scans what changes between two commits: {@code A..B} from one to the other, {@code A...B} from where both parted.
     *
     * @throws InputException if one of them is no commit
     */
    void diff(String range, FileScanner.Listener listener) throws IOException {
        int dots = range.indexOf("..");
        if (dots < 0) {
            throw new InputException("A difference is written A..B.");
        }
        boolean parted = range.startsWith("...", dots);
        ObjectId from = commit(range.substring(0, dots));
        ObjectId to = commit(range.substring(dots + (parted ? 3 : 2)));
        if (parted) {
            from = base(from, to);
        }
        ObjectId fromTree = from == null ? null : repository.resolve(from.name() + "^{tree}");
        changes(tree(fromTree), tree(repository.resolve(to.name() + "^{tree}")), to.name(), Set.of(), listener);
    }

    private ObjectId commit(String name) throws IOException {
        ObjectId id = repository.resolve((name.isEmpty() ? Constants.HEAD : name) + "^{commit}");
        if (id == null) {
            throw new InputException("There is no commit " + name + ".");
        }
        return id;
    }

    private @Nullable ObjectId base(ObjectId one, ObjectId other) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(one));
            walk.markStart(walk.parseCommit(other));
            RevCommit base = walk.next();
            return base == null ? null : base.getId();
        }
    }

    /**
     * Scans what every commit that a branch, a tag or HEAD leads to has brought, the oldest first. A value is reported once
     * for a path, with the commit that brought it first.
     */
    void history(FileScanner.Listener listener) throws IOException {
        FileScanner.Listener once = new Once(listener);
        try (RevWalk walk = new RevWalk(repository)) {
            walk.sort(RevSort.TOPO);
            walk.sort(RevSort.REVERSE, true);
            for (Ref ref : repository.getRefDatabase().getRefs()) {
                RevObject object = ref.getObjectId() == null ? null : walk.peel(walk.parseAny(ref.getObjectId()));
                if (object instanceof RevCommit commit) {
                    walk.markStart(commit);
                }
            }
            for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
                commit(commit, once);
            }
        }
    }

    private void commit(RevCommit commit, FileScanner.Listener listener) throws IOException {
        ObjectId parent = commit.getParentCount() == 0
                ? null
                : repository.resolve(commit.getParent(0).name() + "^{tree}");
        Set<ObjectId> others = new HashSet<>();
        for (int i = 1; i < commit.getParentCount(); i++) {
            others.add(repository.resolve(commit.getParent(i).name() + "^{tree}"));
        }
        changes(tree(parent), tree(commit.getTree()), commit.name(), others, listener);
    }

    private AbstractTreeIterator tree(@Nullable ObjectId tree) throws IOException {
        if (tree == null) {
            return new EmptyTreeIterator();
        }
        try (ObjectReader reader = repository.newObjectReader()) {
            return new CanonicalTreeParser(null, reader, tree);
        }
    }

    /** Scans the files that differ. What a merge took from another parent as it is was scanned there. */
    private void changes(
            AbstractTreeIterator from,
            AbstractTreeIterator to,
            String commit,
            Set<ObjectId> others,
            FileScanner.Listener listener)
            throws IOException {
        for (DiffEntry entry : differ.scan(from, to)) {
            boolean removed = entry.getChangeType() == DiffEntry.ChangeType.DELETE;
            if (removed || FileMode.GITLINK.equals(entry.getNewMode()) || isIn(others, entry)) {
                continue;
            }
            Added added = Added.of(entry, differ.toFileHeader(entry), commit, listener);
            try (InputStream in = repository.open(entry.getNewId().toObjectId()).openStream()) {
                scanner.scan(entry.getNewPath(), in, added);
            } catch (IOException e) {
                added.failed(
                        entry.getNewPath(), "cannot be read (" + e.getClass().getSimpleName() + ")");
            }
        }
    }

    private boolean isIn(Set<ObjectId> trees, DiffEntry entry) throws IOException {
        for (ObjectId tree : trees) {
            try (TreeWalk walk = TreeWalk.forPath(repository, entry.getNewPath(), tree)) {
                if (walk != null && walk.getObjectId(0).equals(entry.getNewId().toObjectId())) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public void close() {
        differ.close();
        repository.close();
    }

    /** Passes on what is in lines that were added. */
    private record Added(@Nullable List<Edit> edits, String commit, FileScanner.Listener listener)
            implements FileScanner.Listener {

        static Added of(DiffEntry entry, FileHeader header, String commit, FileScanner.Listener listener) {
            boolean all = entry.getChangeType() == DiffEntry.ChangeType.ADD
                    || header.getPatchType() != FileHeader.PatchType.UNIFIED;
            return new Added(all ? null : header.toEditList(), commit, listener);
        }

        @Override
        public void found(FileFinding found) {
            if (edits == null || edits.stream().anyMatch(edit -> adds(edit, found))) {
                listener.found(found.in(commit));
            }
        }

        private static boolean adds(Edit edit, FileFinding found) {
            return found.line() - 1 < edit.getEndB() && edit.getBeginB() < found.endLine();
        }

        @Override
        public void scanned(String path) {
            listener.scanned(path);
        }

        @Override
        public void leftOut(String path, String why) {
            listener.leftOut(path, why);
        }

        @Override
        public void failed(String path, String why) {
            listener.failed(commit.isEmpty() ? path : commit.substring(0, 12) + " " + path, why);
        }
    }

    /** Passes on each value of a path once. */
    private static final class Once implements FileScanner.Listener {
        private final FileScanner.Listener listener;
        private final Set<String> seen = new HashSet<>();

        Once(FileScanner.Listener listener) {
            this.listener = listener;
        }

        @Override
        public void found(FileFinding found) {
            if (seen.add(found.finding().fingerprint() + " " + found.path())) {
                listener.found(found);
            }
        }

        @Override
        public void scanned(String path) {
            listener.scanned(path);
        }

        @Override
        public void leftOut(String path, String why) {
            listener.leftOut(path, why);
        }

        @Override
        public void failed(String path, String why) {
            listener.failed(path, why);
        }
    }
}
