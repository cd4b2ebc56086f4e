/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import dev.agentgovernance.api.secret.Redactor;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.secrets.ScanSession;
import dev.agentgovernance.secrets.SecretScanner;
import dev.agentgovernance.secrets.StreamRedactor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** The whole detector over 8 MiB of each corpus, by what it is given, and what is built on it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ThroughputBenchmark {
    private static final int CHUNK = 8192;

    @Param
    Corpus corpus = Corpus.SOURCES;

    @Param("8388608")
    int size = 1 << 23;

    private SecretScanner scanner = Workloads.scanner();
    private Redactor redactor = Redactor.of(scanner);
    private StreamRedactor stream = StreamRedactor.of(scanner);
    private String text = "";
    private byte[] bytes = {};
    private int length;

    /** Reads the text of this run. */
    @Setup
    public void prepare() {
        text = corpus.text(size);
        bytes = text.getBytes(StandardCharsets.UTF_8);
        length = bytes.length;
    }

    /** A string. */
    @Benchmark
    public List<SecretFinding> string(Bytes counter) {
        counter.bytes += length;
        return scanner.scan(text);
    }

    /** A string, by two threads that share the scanner and the text. */
    @Benchmark
    @Threads(2)
    public List<SecretFinding> twoThreads(Bytes counter) {
        counter.bytes += length;
        return scanner.scan(text);
    }

    /** Bytes. */
    @Benchmark
    public List<SecretFinding> bytes(Bytes counter) {
        counter.bytes += length;
        return scanner.scan(bytes);
    }

    /** A reader. */
    @Benchmark
    public int reader(Bytes counter) throws IOException {
        counter.bytes += length;
        Count count = new Count();
        scanner.scan(new StringReader(text), finding -> count.findings++);
        return count.findings;
    }

    /** A session that is fed 8 Ki characters at a time. */
    @Benchmark
    public int chunks(Bytes counter) {
        counter.bytes += length;
        Count count = new Count();
        ScanSession session = scanner.openSession(finding -> count.findings++);
        for (int from = 0; from < text.length(); from += CHUNK) {
            session.feed(CharBuffer.wrap(text, from, Math.min(text.length(), from + CHUNK)));
        }
        session.finish();
        return count.findings;
    }

    /** The text with its secrets replaced. */
    @Benchmark
    public String redacted(Bytes counter) {
        counter.bytes += length;
        return redactor.redact(text);
    }

    /** A stream of bytes with its secrets replaced. */
    @Benchmark
    public int redactedStream(Bytes counter) throws IOException {
        counter.bytes += length;
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 1024);
        stream.redact(new ByteArrayInputStream(bytes), out);
        return out.size();
    }

    /** How many findings there were. */
    private static final class Count {
        private int findings;
    }
}
