/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads the bytes of one file: a text is scanned, an archive is opened, as deep as it goes and the budget lasts. For one thread. */
final class ArchiveWalk {
    private static final int BUFFER = 1 << 16;
    private static final String WITHOUT_FILES = "an archive without files";

    private final Settings settings;
    private final ExpansionBudget budget;
    private final Bench bench;
    private final FileScanner.Listener listener;

    ArchiveWalk(Settings settings, Bench bench, FileScanner.Listener listener) {
        this.settings = settings;
        this.bench = bench;
        this.listener = listener;
        budget = new ExpansionBudget(settings.archiveDepth(), settings.archiveBytes());
    }

    /** Reads a file. What is wrong inside an archive is reported; what fails outside is thrown. */
    void file(String path, InputStream in) throws IOException {
        boolean whole = bench.fill(in);
        byte[] beginning = bench.beginning(TextForm.LOOK);
        if (whole && (settings.archiveDepth() == 0 || ArchiveForm.of(beginning) == null)) {
            TextForm form = TextForm.of(beginning);
            if (form != null && form.charset().equals(StandardCharsets.UTF_8)) {
                new DocumentScan(settings, path, bench, listener::found).scan(bench.decode(form.skip()));
                listener.scanned(path);
            } else {
                text(path, bench.filled(0), form);
            }
            return;
        }
        try {
            read(path, budget.counted(whole ? bench.filled(0) : new SequenceInputStream(bench.filled(0), in)), 0);
        } catch (ExpansionBudget.ExceededException e) {
            listener.failed(path, "only in part: " + e.getMessage());
        }
    }

    private void read(String path, InputStream in, int depth) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(in, BUFFER);
        bytes.mark(TextForm.LOOK + 1);
        byte[] beginning = bytes.readNBytes(TextForm.LOOK);
        bytes.reset();
        ArchiveForm archive = settings.archiveDepth() > 0 ? ArchiveForm.of(beginning) : null;
        if (archive == null) {
            text(path, bytes, TextForm.of(beginning));
        } else if (archive == ArchiveForm.FOREIGN) {
            listener.leftOut(path, "an archive of a form that is not read");
        } else if (!budget.allows(depth + 1)) {
            listener.failed(path, "an archive too deep in others");
        } else {
            open(path, bytes, archive, depth + 1);
        }
    }

    private void open(String path, InputStream in, ArchiveForm form, int depth) throws IOException {
        try {
            switch (form) {
                case ZIP -> zip(path, in, depth);
                case TAR -> tar(path, in, depth);
                default -> {
                    budget.entry();
                    read(path + "!/" + unpackedName(path), budget.limited(new GZIPInputStream(in, BUFFER)), depth);
                }
            }
        } catch (ZipException | EOFException e) {
            listener.failed(path, "only in part: the archive is damaged, or of a form that is not read");
        } catch (IllegalArgumentException e) {
            listener.failed(path, "only in part: the archive has an entry that cannot be read");
        }
    }

    private void zip(String path, InputStream in, int depth) throws IOException {
        ZipEntries zip = new ZipEntries(in);
        boolean any = false;
        while (zip.hasNext()) {
            ZipEntry entry = zip.getNextEntry();
            budget.entry();
            if (entry == null || entry.isDirectory()) {
                continue;
            }
            any = true;
            InputStream content = budget.limited(new Unclosed(zip));
            String inner = path + "!/" + entry.getName();
            if (OfficeText.isWords(entry.getName())) {
                try (Reader words = new OfficeText(new LenientReader(content, StandardCharsets.UTF_8))) {
                    scan(inner, words);
                }
            } else {
                read(inner, content, depth);
            }
        }
        if (!any) {
            listener.leftOut(path, WITHOUT_FILES);
        }
    }

    private void tar(String path, InputStream in, int depth) throws IOException {
        TarReader tar = new TarReader(in);
        boolean any = false;
        for (@Nullable String name = tar.next(); name != null; name = tar.next()) {
            any = true;
            budget.entry();
            read(path + "!/" + name, budget.limited(tar), depth);
        }
        if (!any) {
            listener.leftOut(path, WITHOUT_FILES);
        }
    }

    private static String unpackedName(String path) {
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        String small = name.toLowerCase(Locale.ROOT);
        if (small.endsWith(".tgz")) {
            return name.substring(0, name.length() - 3) + "tar";
        }
        return small.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    }

    private void text(String path, InputStream in, @Nullable TextForm form) throws IOException {
        if (form == null) {
            listener.leftOut(path, "binary");
            return;
        }
        in.skipNBytes(form.skip());
        scan(path, new LenientReader(in, form.charset()));
    }

    private void scan(String path, Reader text) throws IOException {
        new DocumentScan(settings, path, bench, listener::found).scan(text);
        listener.scanned(path);
    }

    /** An entry ends, not the archive. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {}
    }
}
