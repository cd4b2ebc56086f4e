/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.benchmarks;

import com.google.re2j.Pattern;
import dev.agentgovernance.api.Guard;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.trust.TrustLevel;
import dev.agentgovernance.core.Governance;
import dev.agentgovernance.core.policy.Policy;
import dev.agentgovernance.secrets.CustomKind;
import dev.agentgovernance.secrets.SecretScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** The inputs of the benchmarks, and the simple tools that stand beside the library in them. */
final class Workloads {

    /** What an agent typically runs, by name. */
    static final Map<String, String> COMMANDS = Map.of(
            "read", "git status",
            "push", "git push --force origin main",
            "pipeline", "cd src && grep -rn 'TODO' --include=*.java . | sort | uniq -c | head -20 > /tmp/todo.txt",
            "nested", "bash -c \"cd build && sudo env CI=1 timeout 60 make test\"",
            "script", "set -e\nfor f in a b c; do\n  if [ -f \"$f\" ]; then cp \"$f\" backup/; fi\ndone\nmvn -q test");

    /** The patterns of the deny list that many a team starts with. */
    private static final List<String> DENY_LIST = List.of(
            "\\brm\\s+-[a-zA-Z]*[rf]",
            "\\bgit\\s+push\\b.*(--force|-f)\\b",
            "\\bgit\\s+reset\\s+--hard",
            "\\bgit\\s+clean\\s+-[a-zA-Z]*f",
            "\\bkubectl\\s+delete\\b",
            "\\bterraform\\s+(apply|destroy)\\b",
            "\\bdocker\\s+system\\s+prune",
            "\\b(curl|wget)\\b.*\\|\\s*(ba)?sh",
            "(?i)\\bdrop\\s+table\\b",
            "\\bnpm\\s+publish\\b",
            "\\bgh\\s+pr\\s+merge\\b",
            "\\bsudo\\b",
            "\\bdd\\s+if=",
            "\\bmkfs",
            ">\\s*/dev/sd");

    /** Ten widely used token forms, as a user would write them down. */
    private static final List<String> TOKEN_PATTERNS = List.of(
            "AKIA[A-Z2-7]{16}",
            "gh[pousr]_[A-Za-z0-9]{36}",
            "github_pat_[A-Za-z0-9_]{82}",
            "glpat-[A-Za-z0-9_-]{20}",
            "xox[baprs]-[A-Za-z0-9-]{10,72}",
            "sk_live_[A-Za-z0-9]{24,99}",
            "npm_[A-Za-z0-9]{36}",
            "AIza[A-Za-z0-9_-]{35}",
            "eyJ[A-Za-z0-9_-]{10,200}\\.eyJ[A-Za-z0-9_-]{10,400}\\.[A-Za-z0-9_-]{10,400}",
            "-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----");

    private Workloads() {}

    static Guard guard() {
        return governance();
    }

    static Governance governance() {
        return Governance.builder(Policy.baseline())
                .detector(scanner())
                .trust(key -> TrustLevel.CONTRIBUTE)
                .build();
    }

    static SecretScanner scanner() {
        return SecretScanner.standard();
    }

    /** Returns a scanner with a number of kinds: the first of the detector's own, and made ones beyond them. */
    static SecretScanner scanner(int kinds) {
        List<KindData.Kind> all = KindData.kinds();
        Set<String> kept = all.stream().limit(kinds).map(KindData.Kind::id).collect(Collectors.toUnmodifiableSet());
        List<CustomKind> more = new ArrayList<>();
        for (int i = all.size(); i < kinds; i++) {
            more.add(CustomKind.of("made-" + i).shapeBehind("{alnum:32}", madeName(i)));
        }
        return SecretScanner.builder().onlyKinds(kept::contains).kinds(more).build();
    }

    /** Returns how many kinds it takes to have a number of keywords. */
    static int kindsWith(int keywords) {
        int enough = keywords;
        for (int least = 1; least < enough; ) {
            int middle = (least + enough) >>> 1;
            if (keywords(middle).size() < keywords) {
                least = middle + 1;
            } else {
                enough = middle;
            }
        }
        return enough;
    }

    /** Returns the keywords of such a scanner. */
    static List<String> keywords(int kinds) {
        List<KindData.Kind> all = KindData.kinds();
        List<String> keywords =
                new ArrayList<>(KindData.keywords(all.stream().limit(kinds).toList()));
        for (int i = all.size(); i < kinds; i++) {
            keywords.add(madeName(i));
        }
        return keywords.stream().distinct().toList();
    }

    /** Returns a name of a provider that nobody has, of two to four syllables, another for each number. */
    private static String madeName(int number) {
        List<String> syllables = List.of(
                "bra", "cel", "dor", "fin", "gul", "hav", "jun", "kes", "lom", "mir", "nex", "pol", "qua", "riv", "sol",
                "tur");
        StringBuilder name = new StringBuilder("io");
        for (int rest = number; rest > 0; rest /= 16) {
            name.append(syllables.get(rest % 16));
        }
        return name.toString();
    }

    /** Returns a command of 200 characters. */
    static String command() {
        String command =
                "cd services/billing && git fetch origin && grep -rn 'loadToken' --include=*.java src/main | sort"
                        + " | head -40 > /tmp/usages.txt && mvn -q -Dtest=InvoiceTest test 2>&1 | tail -20 ";
        return command + "#".repeat(200 - command.length());
    }

    /** Returns the arguments of a tool as a small JSON. */
    static String json() {
        return """
                {"tool":"create_issue","arguments":{"repository":"acme/shop","title":"Orders are counted twice",\
                "body":"Since the change of the session handler every order with a coupon is counted twice.\\n\\nSteps: open a cart, add \
                the coupon, reload.","labels":["bug","billing"],"assignee":"k.meyer","key":"SHOP-1841","priority":2,\
                "links":["https://shop.example.com/orders/7741"]}}
                """;
    }

    static ActionContext context() {
        return ActionContext.builder("agent-7")
                .repository("acme/shop")
                .branch("feature/cart")
                .environment(Environment.LOCAL)
                .workingDirectory("/home/agent/shop")
                .repositoryRoot("/home/agent/shop")
                .build();
    }

    static List<java.util.regex.Pattern> denyList() {
        return DENY_LIST.stream().map(java.util.regex.Pattern::compile).toList();
    }

    static List<Pattern> re2jTokens() {
        return TOKEN_PATTERNS.stream().map(Pattern::compile).toList();
    }

    static List<java.util.regex.Pattern> jdkTokens() {
        return TOKEN_PATTERNS.stream().map(java.util.regex.Pattern::compile).toList();
    }

    /**
     * Returns about a number of characters of log and code lines, with a GitHub token about every 64 KiB.
     *
     * @param secrets whether there are tokens in it
     */
    static String transcript(int chars, ScanBenchmark.Secrets secrets) {
        Random random = new Random(20_261_101);
        String[] words = {
            "build",
            "class",
            "public",
            "return",
            "INFO",
            "request",
            "handler",
            "tokenizer",
            "session",
            "order",
            "key",
            "value",
            "index",
            "List<String>",
            "map.get(id)",
            "2026-11-01T10:00:00Z",
            "\"name\":",
            "{",
            "}",
            "();",
            "=",
            "null",
            "if"
        };
        StringBuilder text = new StringBuilder(chars + 200);
        int nextSecret = 32_768;
        while (text.length() < chars) {
            int count = 4 + random.nextInt(12);
            for (int i = 0; i < count; i++) {
                text.append(words[random.nextInt(words.length)]).append(' ');
            }
            if (secrets == ScanBenchmark.Secrets.PLANTED && text.length() > nextSecret) {
                text.append("export GH=").append("ghp").append('_').append(alphanumeric(random, 36));
                nextSecret += 65_536;
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String alphanumeric(Random random, int length) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
