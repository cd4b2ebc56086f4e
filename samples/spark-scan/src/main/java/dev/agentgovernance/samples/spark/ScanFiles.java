/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.spark;

import dev.agentgovernance.secrets.SecretScanner;
import dev.agentgovernance.secrets.files.FileFinding;
import dev.agentgovernance.secrets.files.FileScanner;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Scans the files of one partition: builds a detector once, opens one file after the other, and gives back a row for each
 * finding and then one for the file. It holds the findings of one file at a time.
 */
final class ScanFiles implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1;

    /** Of a file: {@code done}, {@code left-out} or {@code failed}; of a finding: {@code finding}. */
    static final StructType RESULT = new StructType()
            .add("row", DataTypes.StringType, false)
            .add("path", DataTypes.StringType, false)
            .add("version", DataTypes.StringType, false)
            .add("bytes", DataTypes.LongType, false)
            .add("kind", DataTypes.StringType)
            .add("confidence", DataTypes.StringType)
            .add("value", DataTypes.StringType)
            .add("pointer", DataTypes.StringType)
            .add("line", DataTypes.IntegerType)
            .add("column", DataTypes.IntegerType)
            .add("note", DataTypes.StringType);

    private final byte[] fingerprintKey;

    /**
     * Makes the work.
     *
     * @param fingerprintKey the same for all executors, so that a value has the same fingerprint wherever it is found
     */
    ScanFiles(byte[] fingerprintKey) {
        this.fingerprintKey = fingerprintKey.clone();
    }

    @Override
    public Iterator<Row> call(Iterator<Row> files) {
        FileScanner scanner = FileScanner.of(
                SecretScanner.builder().fingerprintKey(fingerprintKey).build());
        return new Results(scanner, files);
    }

    /** The rows of the files, made when they are asked for. */
    private static final class Results implements Iterator<Row> {
        private final FileScanner scanner;
        private final Iterator<Row> files;
        private final Configuration hadoop = new Configuration();
        private final Queue<Row> ready = new ArrayDeque<>();

        private Results(FileScanner scanner, Iterator<Row> files) {
            this.scanner = scanner;
            this.files = files;
        }

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && files.hasNext()) {
                scan(files.next());
            }
            return !ready.isEmpty();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.remove();
        }

        private void scan(Row file) {
            String path = file.getAs("path");
            Outcome outcome = new Outcome(file);
            try (InputStream in = new Path(path).getFileSystem(hadoop).open(new Path(path))) {
                scanner.scan(path, in, outcome);
            } catch (IOException | RuntimeException e) {
                // Without its message, which may quote what was read.
                outcome.end("failed", e.getClass().getSimpleName());
            }
            ready.addAll(outcome.rows);
            ready.add(outcome.last);
        }
    }

    /** What is found in one file, and how it ended. */
    private static final class Outcome implements FileScanner.Listener {
        private final Row file;
        private final Queue<Row> rows = new ArrayDeque<>();
        private Row last;

        private Outcome(Row file) {
            this.file = file;
            last = row("done", null, null, null, null, null, null, null);
        }

        private void end(String row, String note) {
            last = row(row, null, null, null, null, null, null, note);
        }

        private Row row(@Nullable Object... rest) {
            @Nullable Object[] values = new @Nullable Object[RESULT.length()];
            values[0] = rest[0];
            values[1] = file.getAs("path");
            values[2] = file.getAs("version");
            values[3] = file.getAs("length");
            System.arraycopy(rest, 1, values, 4, rest.length - 1);
            return RowFactory.create(values);
        }

        @Override
        public void found(FileFinding found) {
            rows.add(row(
                    "finding",
                    found.finding().kind().id(),
                    found.finding().confidence().name(),
                    found.finding().fingerprint(),
                    found.pointer(),
                    found.line(),
                    found.column(),
                    null));
        }

        @Override
        public void leftOut(String path, String why) {
            end("left-out", why);
        }

        @Override
        public void failed(String path, String why) {
            end("failed", why);
        }
    }
}
