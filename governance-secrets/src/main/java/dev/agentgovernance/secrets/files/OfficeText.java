/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import java.io.IOException;
import java.io.Reader;
import java.util.Locale;

/**
 * Reads the text of an office document (OOXML, ODF) from its XML: paragraphs become lines, all other marks vanish, since an
 * editor cuts a word into runs wherever it likes. For one thread.
 */
final class OfficeText extends Reader {
    private static final int MAX_TAG = 256;
    private static final int MAX_ENTITY = 10;

    private final Reader in;
    private final char[] buffer = new char[8192];
    private int next;
    private int end;

    OfficeText(Reader in) {
        this.in = in;
    }

    /** Whether an entry of an archive holds the words of an office document. */
    static boolean isWords(String entry) {
        String name = entry.toLowerCase(Locale.ROOT);
        return name.endsWith(".xml")
                && (name.startsWith("word/")
                        || name.startsWith("ppt/slides/")
                        || name.startsWith("ppt/notesslides/")
                        || name.equals("xl/sharedstrings.xml")
                        || name.startsWith("xl/comments")
                        || name.equals("content.xml"));
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int written = 0;
        while (written < length) {
            int c = take();
            if (c < 0) {
                break;
            }
            int put = c == '<' ? tag() : c == '&' ? entity() : c;
            if (put >= 0) {
                target[offset + written++] = (char) put;
            }
        }
        return written == 0 && length > 0 ? -1 : written;
    }

    private int take() throws IOException {
        if (next == end) {
            end = Math.max(0, in.read(buffer, 0, buffer.length));
            next = 0;
            if (end == 0) {
                return -1;
            }
        }
        return buffer[next++];
    }

    /** Passes over a tag, and returns the character that it stands for, or -1. */
    private int tag() throws IOException {
        StringBuilder tag = new StringBuilder();
        for (int c = take(); c >= 0 && c != '>'; c = take()) {
            if (tag.length() < MAX_TAG) {
                tag.append((char) c);
            }
        }
        int nameEnd = tag.length() > 0 && tag.charAt(0) == '/' ? 1 : 0;
        boolean closes = nameEnd == 1 || (tag.length() > 0 && tag.charAt(tag.length() - 1) == '/');
        int colon = nameEnd - 1;
        while (nameEnd < tag.length() && tag.charAt(nameEnd) > ' ' && (nameEnd == 0 || tag.charAt(nameEnd) != '/')) {
            if (tag.charAt(nameEnd) == ':') {
                colon = nameEnd;
            }
            nameEnd++;
        }
        String name = tag.substring(colon + 1, nameEnd);
        return switch (name) {
            case "p", "br", "si", "h", "row", "tr", "line-break" -> closes ? '\n' : -1;
            case "tab", "tc", "s" -> closes ? '\t' : -1;
            default -> -1;
        };
    }

    private int entity() throws IOException {
        StringBuilder name = new StringBuilder();
        int c = take();
        while (c >= 0 && c != ';' && name.length() < MAX_ENTITY) {
            name.append((char) c);
            c = take();
        }
        return switch (name.toString()) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "quot" -> '"';
            case "apos" -> '\'';
            default -> number(name.toString());
        };
    }

    private static int number(String name) {
        try {
            int value = name.startsWith("#x")
                    ? Integer.parseInt(name.substring(2), 16)
                    : Integer.parseInt(name.substring(Math.min(1, name.length())));
            return value >= 0 && value < 0x10000 ? value : '?';
        } catch (NumberFormatException unknown) {
            return '?';
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
