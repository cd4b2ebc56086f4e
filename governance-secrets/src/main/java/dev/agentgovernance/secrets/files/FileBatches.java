/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Hands files to an executor, some at a time, and tells a listener on the calling thread what came of them. For one thread.
 *
 * <p>INVARIANT: the listener is told what looking at one file after the other tells it, in the same order.
 */
final class FileBatches implements TreeWalk.Visitor, AutoCloseable {
    /** A hand-over costs about as much as a small file. */
    private static final int MOST_FILES = 32;

    private static final long MOST_BYTES = 1 << 20;

    private final Function<FileScanner.Listener, TreeWalk.Visitor> reading;
    private final FileScanner.Listener listener;
    private final Executor executor;
    private final int most;
    private final Deque<CompletableFuture<Told>> begun = new ArrayDeque<>();
    private List<Consumer<TreeWalk.Visitor>> batch = new ArrayList<>();
    private long batchBytes;
    private volatile boolean stopped;

    /**
     * Prepares to hand over.
     *
     * @param reading makes what looks at files, and tells a listener
     * @param most how many batches wait or run at once
     */
    FileBatches(
            Function<FileScanner.Listener, TreeWalk.Visitor> reading,
            FileScanner.Listener listener,
            Executor executor,
            int most) {
        this.reading = reading;
        this.listener = listener;
        this.executor = executor;
        this.most = most;
    }

    /** What a listener was told, to be told again. Written by one thread, then read by another. */
    private static final class Told implements FileScanner.Listener {
        private final List<Consumer<FileScanner.Listener>> calls = new ArrayList<>();

        @Override
        public void found(FileFinding found) {
            calls.add(to -> to.found(found));
        }

        @Override
        public void scanned(String path) {
            calls.add(to -> to.scanned(path));
        }

        @Override
        public void leftOut(String path, String why) {
            calls.add(to -> to.leftOut(path, why));
        }

        @Override
        public void failed(String path, String why) {
            calls.add(to -> to.failed(path, why));
        }
    }

    @Override
    public void file(Path file, long size) {
        add(visitor -> visitor.file(file, size), size);
    }

    @Override
    public void leftOut(Path path, String why) {
        add(visitor -> visitor.leftOut(path, why), 0);
    }

    @Override
    public void failed(Path path, IOException why) {
        add(visitor -> visitor.failed(path, why), 0);
    }

    private void add(Consumer<TreeWalk.Visitor> visit, long size) {
        batch.add(visit);
        batchBytes += size;
        if (batch.size() >= MOST_FILES || batchBytes >= MOST_BYTES) {
            handOver();
        }
    }

    private void handOver() {
        List<Consumer<TreeWalk.Visitor>> files = batch;
        batch = new ArrayList<>();
        batchBytes = 0;
        while (begun.size() >= most || (!begun.isEmpty() && begun.element().isDone())) {
            tellFirst();
        }
        begun.add(CompletableFuture.supplyAsync(() -> read(files), executor));
    }

    private Told read(List<Consumer<TreeWalk.Visitor>> files) {
        Told told = new Told();
        TreeWalk.Visitor visitor = reading.apply(told);
        for (Consumer<TreeWalk.Visitor> file : files) {
            if (stopped) {
                break;
            }
            file.accept(visitor);
        }
        return told;
    }

    private void tellFirst() {
        try {
            begun.remove().join().calls.forEach(call -> call.accept(listener));
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** Waits for the rest. */
    void finish() {
        if (!batch.isEmpty()) {
            handOver();
        }
        while (!begun.isEmpty()) {
            tellFirst();
        }
    }

    /** Lets what has not begun go, after a failure. */
    @Override
    public void close() {
        stopped = true;
    }
}
