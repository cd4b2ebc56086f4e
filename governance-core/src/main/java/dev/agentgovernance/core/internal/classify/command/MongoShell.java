/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.EnvironmentNames;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.List;
import java.util.Set;

/**
 * Reads the statements that MongoDB's shell is given. They are a program; one that only calls methods that look at data is
 * a read, and everything else may do anything.
 */
final class MongoShell implements Hook {

    private static final Set<String> READS = Set.of(
            "find",
            "findOne",
            "count",
            "countDocuments",
            "estimatedDocumentCount",
            "distinct",
            "aggregate",
            "getIndexes",
            "stats",
            "explain",
            "limit",
            "sort",
            "skip",
            "pretty",
            "toArray",
            "projection",
            "hint",
            "getCollection",
            "getCollectionNames",
            "getCollectionInfos",
            "getSiblingDB",
            "getName",
            "getMongo",
            "getDBNames",
            "serverStatus",
            "version",
            "hello",
            "isMaster",
            "dataSize",
            "storageSize",
            "totalSize",
            "totalIndexSize",
            "status",
            "conf",
            "currentOp",
            "hostInfo",
            "size",
            "length",
            "itcount",
            "next",
            "hasNext",
            "batchSize",
            "maxTimeMS",
            "collation",
            "readPref",
            "validate",
            "ObjectId",
            "ISODate",
            "Date",
            "NumberLong",
            "NumberInt",
            "NumberDecimal",
            "UUID",
            "print",
            "printjson",
            "tojson",
            "stringify");

    /** Stages and operators that write, or run code on the server. */
    private static final List<String> ACTS = List.of("$out", "$merge", "$where", "$function", "$accumulator");

    @Override
    public void apply(Invocation invocation, EffectSink sink, List<String> environments) {
        List<Word> statements = invocation.valuesOf("--eval");
        boolean script = invocation.words().stream().anyMatch(word -> !word.isLiteral() || isScript(word.text()))
                || invocation.hasAny("-f", "--file", "--shell");
        boolean reads = !statements.isEmpty()
                && !script
                && statements.stream().allMatch(word -> word.isLiteral() && reads(word.text()));
        EffectKind kind = reads ? EffectKind.DB_READ : EffectKind.DB_EXECUTE;
        sink.effect(Effect.of(kind, "", invocation.command().span())
                .withEnvironment(EnvironmentNames.of(sink.settings(), environments)));
        if (!reads) {
            sink.gap(
                    Coverage.PARTIAL,
                    "statements that may change the database",
                    invocation.command().span());
        }
    }

    private static boolean isScript(String word) {
        return word.endsWith(".js") || word.endsWith(".mjs") || word.endsWith(".mongodb");
    }

    /** Tells whether a program only looks: every call is of a method that does, and nothing is assigned or computed. */
    static boolean reads(String program) {
        if (ACTS.stream().anyMatch(program::contains)) {
            return false;
        }
        int at = 0;
        int nameStart = -1;
        while (at < program.length()) {
            char c = program.charAt(at);
            if (c == '\'' || c == '"') {
                at = behindString(program, at);
                nameStart = -1;
                continue;
            }
            if (Character.isLetterOrDigit(c) || c == '_' || c == '$') {
                nameStart = nameStart < 0 ? at : nameStart;
            } else if (c == '(') {
                // An expression in parentheses has no name in front; a computed one has a bracket there.
                if (nameStart < 0 || !READS.contains(program.substring(nameStart, at))) {
                    return false;
                }
                nameStart = -1;
            } else if (c == '=' || c == '`' || c == '\\' || c == '+' || c == '/') {
                return false;
            } else {
                nameStart = -1;
            }
            at++;
        }
        return !program.isBlank();
    }

    /** Returns the place behind a string; a backslash in it hides the sign behind itself. */
    private static int behindString(String program, int from) {
        char quote = program.charAt(from);
        int at = from + 1;
        while (at < program.length() && program.charAt(at) != quote) {
            at += program.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }
}
