/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What a listener was told, and files to scan. */
final class Scanned implements FileScanner.Listener {

    /** A cloud key of the right form that opens nothing. */
    static final String KEY = "AKIA" + "Z7QF3XW2" + "LMPD5RT6";

    final List<FileFinding> findings = new ArrayList<>();
    final List<String> texts = new ArrayList<>();
    final List<String> leftOut = new ArrayList<>();
    final List<String> failed = new ArrayList<>();

    static Scanned of(FileScanner scanner, Path path) {
        Scanned scanned = new Scanned();
        scanner.scan(path, scanned);
        return scanned;
    }

    static Scanned of(FileScanner scanner, String name, byte[] bytes) {
        Scanned scanned = new Scanned();
        try {
            scanner.scan(name, new ByteArrayInputStream(bytes), scanned);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return scanned;
    }

    static Scanned of(FileScanner scanner, String text) {
        return of(scanner, "file", text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void found(FileFinding finding) {
        findings.add(finding);
    }

    @Override
    public void scanned(String path) {
        texts.add(path);
    }

    @Override
    public void leftOut(String path, String why) {
        leftOut.add(path + ": " + why);
    }

    @Override
    public void failed(String path, String why) {
        failed.add(path + ": " + why);
    }

    List<String> places() {
        return findings.stream()
                .map(found -> found.path() + ":" + found.line() + ":" + found.column())
                .toList();
    }

    static byte[] zip(String name, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("folder/"));
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] bytes(String text, Charset charset) {
        return text.getBytes(charset);
    }
}
