/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.secrets.internal.automaton.KeywordAutomaton;
import dev.agentgovernance.secrets.internal.filter.Strictness;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles the readable files of kinds into the bytes of a {@link KindTable}; the build runs it behind the compiler. An entry
 * that is not well formed fails it.
 */
public final class KindTableWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 19);
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final List<KindFile.Block> blocks;
    private final List<KindFile.Block> secrets = new ArrayList<>();
    private final Map<String, List<Integer>> leads = new LinkedHashMap<>();

    private KindTableWriter(List<KindFile.Block> blocks) {
        this.blocks = blocks;
    }

    /**
     * Writes the table of the files that are among the classes.
     *
     * @param arguments the directory of the classes
     */
    public static void main(String[] arguments) throws IOException {
        String folder = KindTableWriter.class.getPackageName().replace('.', '/');
        Path table = Path.of(arguments[0], folder, KindTable.RESOURCE);
        byte[] written = write(KindFile.standard());
        if (!Files.exists(table) || !Arrays.equals(Files.readAllBytes(table), written)) {
            Files.write(table, written);
        }
    }

    /** Returns the bytes of the table of some blocks. */
    static byte[] write(List<KindFile.Block> blocks) {
        try {
            KindTableWriter writer = new KindTableWriter(blocks);
            writer.write();
            return writer.bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot be written", e);
        }
    }

    private void write() throws IOException {
        out.writeInt(KindTable.MAGIC);
        writeBlocks();
        writeTexts(leads.keySet().stream().map(KindTableWriter::bytes).toList(), new byte[0]);
        writeLeads();
        RuleSet rules = RuleSet.of(secrets, Strictness.BALANCED, List.of(), List.of());
        List<String> keywords = FirstLook.keywords(rules);
        byte[] trie = KeywordAutomaton.packed(keywords);
        out.writeInt(trie.length);
        out.write(trie);
        long[] rows =
                FirstLook.of(rules, keywords, KeywordAutomaton.of(keywords)).rows();
        out.writeInt(rows.length);
        for (long row : rows) {
            out.writeLong(row);
        }
    }

    private void writeBlocks() throws IOException {
        List<byte[]> texts = new ArrayList<>();
        byte[] sorts = new byte[blocks.size()];
        for (int i = 0; i < sorts.length; i++) {
            KindFile.Block block = blocks.get(i);
            texts.add(bytes(textOf(block)));
            if (!block.isPersonal()) {
                sorts[i] = 1;
                secrets.add(block);
                List<Rule> rules = BlockRules.of(block, IssuerForms.NONE);
                for (int rule = 0; rule < rules.size(); rule++) {
                    lead(rules.get(rule), i << KindTable.BLOCK | rule);
                }
            }
        }
        lead(RuleSet.marker(), KindTable.MARKER);
        writeTexts(texts, sorts);
    }

    private void lead(Rule rule, int number) {
        for (String keyword : rule.keywords()) {
            leads.computeIfAbsent(keyword, key -> new ArrayList<>()).add(number);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String textOf(KindFile.Block block) {
        StringBuilder text = new StringBuilder("kind ").append(block.kind()).append('\n');
        block.lines().forEach((word, rests) -> {
            if (!word.equals("+") && !word.equals("-")) {
                rests.forEach(rest -> text.append(word).append(' ').append(rest).append('\n'));
            }
        });
        return text.toString();
    }

    /** Writes where each text ends, something about each, and the texts. */
    private void writeTexts(List<byte[]> texts, byte[] sorts) throws IOException {
        out.writeInt(texts.size());
        int end = 0;
        for (byte[] text : texts) {
            end += text.length;
            out.writeInt(end);
        }
        out.write(sorts);
        for (byte[] text : texts) {
            out.write(text);
        }
    }

    private void writeLeads() throws IOException {
        out.writeInt(leads.size());
        int end = 0;
        for (List<Integer> rules : leads.values()) {
            end += rules.size();
            out.writeInt(end);
        }
        for (List<Integer> rules : leads.values()) {
            for (int rule : rules) {
                out.writeInt(rule);
            }
        }
    }
}
