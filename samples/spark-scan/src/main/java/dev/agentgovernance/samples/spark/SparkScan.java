/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.sum;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Finds secrets in all files below a directory and keeps the findings as Parquet:
 *
 * <pre>spark-submit spark-scan.jar INPUT OUTPUT [BYTES]</pre>
 *
 * It can be stopped and started again: files are done in batches of about {@code BYTES} (1 GiB), a batch is kept as a whole or
 * not at all, and a file that was kept with the same path, length and time of change is not read again. Values are told
 * apart by fingerprints, under a key that is drawn at the first start and kept in {@code OUTPUT/_fingerprint-key}: who can read
 * it can try guesses, so it belongs where only the job can read.
 */
public final class SparkScan {
    private static final long BATCH = 1L << 30;
    private static final long PARTITION = 16L << 20;
    private static final int KEY_BYTES = 32;

    private final SparkSession spark;
    private final String input;
    private final String output;
    private final long batchBytes;

    private SparkScan(SparkSession spark, String input, String output, long batchBytes) {
        this.spark = spark;
        this.input = input;
        this.output = output;
        this.batchBytes = batchBytes;
    }

    /** Runs the scan and shows the summary. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2) {
            throw new IllegalArgumentException("name the input and the output");
        }
        long batch = arguments.length > 2 ? Long.parseLong(arguments[2]) : BATCH;
        try (SparkSession spark = SparkSession.builder().appName("secret scan").getOrCreate()) {
            run(spark, arguments[0], arguments[1], batch);
            summary(spark, arguments[1]).show(200, false);
        }
    }

    /**
     * Scans what is new.
     *
     * @param batchBytes how much is done between two points from which a stopped run can go on
     * @return how many files were scanned
     */
    static long run(SparkSession spark, String input, String output, long batchBytes) throws IOException {
        return new SparkScan(spark, input, output, batchBytes).run();
    }

    private long run() throws IOException {
        ScanFiles work = new ScanFiles(key());
        List<Row> files = pending().orderBy("path").collectAsList();
        List<Row> batch = new ArrayList<>();
        long bytes = 0;
        for (Row file : files) {
            batch.add(file);
            bytes += file.<Long>getAs("length");
            if (bytes >= batchBytes) {
                keep(batch, bytes, work);
                batch.clear();
                bytes = 0;
            }
        }
        if (!batch.isEmpty()) {
            keep(batch, bytes, work);
        }
        return files.size();
    }

    /** Returns the files that are not in the output as they are now. */
    private Dataset<Row> pending() throws IOException {
        Dataset<Row> files = spark.read()
                .format("binaryFile")
                .option("recursiveFileLookup", "true")
                .load(input)
                // Without their content, which is then not read.
                .select("path", "length", "modificationTime")
                .withColumn(
                        "version",
                        sha2(
                                concat_ws(
                                        "|",
                                        col("path"),
                                        col("length"),
                                        col("modificationTime").cast("double")),
                                256))
                .select("path", "length", "version");
        if (!hasOutput()) {
            return files;
        }
        Dataset<Row> done = spark.read()
                .parquet(output)
                .where(col("row").isin("done", "left-out"))
                .select("version");
        return files.join(done, files.col("version").equalTo(done.col("version")), "left_anti");
    }

    private boolean hasOutput() throws IOException {
        // Spark writes it when the first batch was kept.
        Path mark = new Path(output, "_SUCCESS");
        return fileSystem(mark).exists(mark);
    }

    private void keep(List<Row> batch, long bytes, ScanFiles work) {
        int cores = spark.sparkContext().defaultParallelism();
        int parts = (int) Math.max(cores, Math.min(batch.size(), bytes / PARTITION));
        spark.createDataFrame(batch, batch.get(0).schema())
                .repartition(parts)
                .mapPartitions(work, Encoders.row(ScanFiles.RESULT))
                .write()
                .mode(SaveMode.Append)
                .parquet(output);
    }

    /** Returns the findings and values by kind, and what became of the files: of the last state of each. */
    static Dataset<Row> summary(SparkSession spark, String output) {
        Dataset<Row> rows = spark.read().parquet(output);
        Dataset<Row> kinds = rows.where(col("row").equalTo("finding"))
                .groupBy(col("kind"), col("confidence"))
                .agg(
                        count(lit(1)).as("findings"),
                        countDistinct("value").as("values"),
                        countDistinct("path").as("files"));
        Dataset<Row> files = rows.where(col("row").notEqual("finding"))
                .groupBy(concat_ws("", lit("files "), col("row")).as("kind"))
                .agg(sum("bytes").as("bytes"), countDistinct("path").as("files"))
                .select(
                        col("kind"),
                        concat_ws(" ", col("bytes"), lit("bytes")).as("confidence"),
                        lit(0L).as("findings"),
                        lit(0L).as("values"),
                        col("files"));
        return kinds.orderBy(col("findings").desc(), col("kind")).unionAll(files);
    }

    private byte[] key() throws IOException {
        Path file = new Path(output, "_fingerprint-key");
        FileSystem system = fileSystem(file);
        if (system.exists(file)) {
            try (FSDataInputStream in = system.open(file)) {
                return HexFormat.of().parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
            }
        }
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try (FSDataOutputStream out = system.create(file, false)) {
            out.write(HexFormat.of().formatHex(key).getBytes(StandardCharsets.US_ASCII));
        }
        return key;
    }

    private FileSystem fileSystem(Path path) throws IOException {
        return path.getFileSystem(spark.sparkContext().hadoopConfiguration());
    }
}
