/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import dev.agentgovernance.secrets.internal.match.CharClass;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/**
 * Makes whole files with known secrets, by a seeded chance, from templates: those of {@code files.txt} were at hand while
 * the rules were written. Those of {@code files-more.txt}, {@code files-third.txt}, {@code files-fourth.txt},
 * {@code files-fifth.txt}, {@code files-sixth.txt}, and {@code files-seventh.txt} and {@code files-ninth.txt}, each half of a set,
 * came after, one by one; what they showed to be missing was added by class. {@code files-siblings.txt} has what belongs to the
 * classes of the seventh, {@code files-ways.txt} the ways in which many programs give a value its name.
 */
final class RealisticFiles {
    private static final String[] WORDS = {
        "hunter",
        "monkey",
        "dragon",
        "orders",
        "winter",
        "summer",
        "shadow",
        "master",
        "falcon",
        "pepper",
        "tomcat",
        "billing",
        "schnitzel",
        "guitar",
        "matrix",
        "london",
        "berlin",
        "thiago",
        "sensor",
        "welcome",
        "letmein",
        "office",
        "walks",
        "cookie",
        "planet",
        "rocket",
        "secure",
        "server",
        "lucee",
        "smart"
    };
    private static final String MARKS = "!@#$%&*";
    private static final String[] CHOSEN = {
        "kasia",
        "marek",
        "zosia",
        "bella",
        "charlie",
        "maxim",
        "natasha",
        "pedro",
        "lukas",
        "giulia",
        "ahmed",
        "yuki",
        "arsenal",
        "juventus",
        "legia",
        "bayern",
        "ferrari",
        "yamaha",
        "krakow",
        "lisboa",
        "napoli",
        "kyoto",
        "odessa",
        "sommer",
        "herbst",
        "zima",
        "verano",
        "soleil",
        "tequila",
        "pizza",
        "kaffee",
        "kawa",
        "bulldog",
        "sparky",
        "minecraft",
        "pokemon",
        "starwars",
        "gandalf",
        "trinity",
        "iloveyou",
        "liverpool",
        "acme",
        "buero",
        "lager",
        "printer",
        "backup",
        "oracle",
        "postgres",
        "nagios",
        "zabbix",
        "cisco",
        "vmware",
        "kasse",
        "schule",
        "garage"
    };
    private static final String[] PHRASE = {
        "correct", "battery", "staple", "purple", "anchor", "bicycle", "thunder", "coffee", "ladder", "window",
        "forest", "silver", "pickle", "rabbit", "harbor", "candle", "mellow", "oyster", "velvet", "copper"
    };

    /** A place in a text. */
    record Span(int start, int end) {}

    /** A file and the places of its secrets. */
    record LabelledFile(String name, String text, List<Span> secrets) {}

    private RealisticFiles() {}

    /** Returns so many editions of each file of a resource. */
    static List<LabelledFile> make(String resource, long seed, int editions) {
        Random random = new Random(seed);
        List<LabelledFile> files = new ArrayList<>();
        for (int i = 0; i < editions; i++) {
            for (String section : templates(resource).split("(?m)^=== ", -1)) {
                int line = section.indexOf('\n');
                if (!section.startsWith("#")) {
                    files.add(fill(section.substring(0, line), section.substring(line + 1), random));
                }
            }
        }
        return files;
    }

    private static String templates(String resource) {
        try (InputStream in = RealisticFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LabelledFile fill(String name, String template, Random random) {
        StringBuilder text = new StringBuilder();
        List<Span> secrets = new ArrayList<>();
        int i = 0;
        while (i < template.length()) {
            int close = template.startsWith("{{", i) ? template.indexOf("}}", i) : -1;
            String slot = close < 0 ? " " : template.substring(i + 2, close);
            if (slot.contains(" ")) {
                text.append(template.charAt(i++));
                continue;
            }
            boolean secret = !slot.startsWith("=");
            String value = value(secret ? slot : slot.substring(1), random);
            if (secret) {
                secrets.add(new Span(text.length(), text.length() + value.length()));
            }
            text.append(value);
            i = close + 2;
        }
        return new LabelledFile(name, text.toString(), secrets);
    }

    private static String value(String slot, Random random) {
        return switch (slot) {
            case "password" -> password(random);
            case "numbered", "chpass", "netpass" -> word(random) + (10 + random.nextInt(9990));
            case "mixed" -> mixed(random);
            case "strong" -> strong(random, "!@#%^*_-+=.?");
            case "strongplain" -> strong(random, "!@#%^*_-+.?");
            case "salt" -> strong(random, "!@#%^*_-+=.?|~[]{}()") + strong(random, "!@#%^*_-+=.?|~[]{}()");
            case "django" -> draw("lowernum", 30, random) + "!@#%^&*(" + draw("lowernum", 12, random);
            case "token" -> token(random);
            case "half" -> draw("alnum", 20, random);
            case "hex" -> draw("digit", 2, random) + draw("hex", 30, random).toLowerCase(java.util.Locale.ROOT);
            case "hexupper" ->
                draw("digit", 2, random) + draw("hex", 46, random).toUpperCase(java.util.Locale.ROOT);
            case "hex22" -> draw("hex", 22, random).toLowerCase(java.util.Locale.ROOT);
            case "sha1" -> draw("hex", 40, random).toLowerCase(java.util.Locale.ROOT);
            case "hash" -> draw("hex", 64, random).toLowerCase(java.util.Locale.ROOT);
            case "base64" -> draw("base64", 43, random) + "=";
            case "awssecret" ->
                draw("alnum", 12, random) + "/" + draw("alnum", 13, random) + "+" + draw("alnum", 13, random);
            case "azure" -> draw("alnum", 3, random) + "8Q~" + draw("alnum", 34, random);
            case "lower" -> draw("lower", 12, random);
            case "word" -> word(random);
            case "upnum16" -> draw("base32", 16, random);
            case "alnum22", "alnum35", "alnum48" -> draw("alnum", Integer.parseInt(slot.substring(5)), random);
            case "letter34" -> draw("letter", 34, random);
            case "b64password" -> encoded(mixed(random));
            case "b64userpass" -> encoded(word(random) + ":" + mixed(random));
            case "human" -> human(random);
            case "phrase" -> phrase(random);
            case "jwt" -> Templates.expand("{jwt}", random);
            case "uuid" ->
                draw("digit", 8, random) + "-" + draw("hex", 4, random) + "-4" + draw("digit", 3, random) + "-a"
                        + draw("digit", 3, random) + "-" + draw("digit", 12, random);
            default -> {
                if (!slot.startsWith("~")) {
                    throw new IllegalArgumentException(slot);
                }
                String template = slot.substring(1).replace('[', '{').replace(']', '}');
                yield Templates.expand(template.replace('~', ' '), random);
            }
        };
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String draw(String characters, int length, Random random) {
        return Templates.run(CharClass.named(characters), length, random);
    }

    private static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)];
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /** What people choose: words, words with numbers and marks, letters without sense, and now and then a good one. */
    private static String password(Random random) {
        int chance = random.nextInt(100);
        if (chance < 12) {
            return word(random);
        }
        if (chance < 20) {
            return word(random) + word(random);
        }
        if (chance < 45) {
            String word = random.nextBoolean() ? word(random) : capital(word(random));
            return word + (random.nextInt(3) == 0 ? 2000 + random.nextInt(26) : random.nextInt(1000));
        }
        if (chance < 60) {
            return mixed(random);
        }
        if (chance < 65) {
            return draw("digit", 6 + random.nextInt(3), random);
        }
        if (chance < 80) {
            return draw("lower", 6 + random.nextInt(7), random);
        }
        return chance < 90 ? draw("alnum", 10 + random.nextInt(8), random) : strong(random, "!@#%^*_-+.?");
    }

    /** As people choose who were told to use capitals, numbers and marks; a quarter comes from a manager of passwords. */
    private static String human(Random random) {
        String word = CHOSEN[random.nextInt(CHOSEN.length)];
        String mark = String.valueOf("!!!@#$.-_*?+".charAt(random.nextInt(12)));
        int year = 1965 + random.nextInt(61);
        return switch (random.nextInt(20)) {
            case 0 -> word + random.nextInt(1000);
            case 1 -> word + year;
            case 2, 3 -> capital(word) + year + mark;
            case 4, 5 -> capital(word) + mark + random.nextInt(10_000);
            case 6 -> capital(word).replace('a', '@').replace('o', '0') + (10 + random.nextInt(90));
            case 7 -> word.replace('e', '3').replace('i', '1').replace('a', '4') + mark + random.nextInt(100);
            case 8 -> capital(word) + capital(CHOSEN[random.nextInt(CHOSEN.length)]) + random.nextInt(100);
            case 9 -> CHOSEN[random.nextInt(CHOSEN.length)] + "." + word + random.nextInt(10);
            case 10 -> "Acme" + mark + capital(word) + random.nextInt(100);
            case 11 -> draw("letter", 3, random) + mark + draw("alnum", 4, random) + draw("digit", 1, random);
            case 12 -> draw("digit", 3, random) + capital(word) + mark;
            case 13 -> phrase(random);
            case 14 -> word + "_" + draw("lower", 3, random) + draw("digit", 2, random);
            case 15, 16 -> draw("alnum", 12, random) + draw("digit", 1, random);
            case 17, 18 -> strong(random, "!@#%^*_-+.?");
            default -> draw("lowernum", 9, random) + draw("digit", 1, random);
        };
    }

    private static String phrase(Random random) {
        StringBuilder phrase = new StringBuilder(PHRASE[random.nextInt(PHRASE.length)]);
        for (int i = 2 + random.nextInt(2); i > 0; i--) {
            phrase.append('-').append(PHRASE[random.nextInt(PHRASE.length)]);
        }
        return phrase.append(random.nextInt(3) == 0 ? String.valueOf(random.nextInt(100)) : "")
                .toString();
    }

    private static String mixed(Random random) {
        String mark = String.valueOf(MARKS.charAt(random.nextInt(4)));
        return switch (random.nextInt(4)) {
            case 0 -> capital(word(random)) + random.nextInt(1000) + mark;
            case 1 -> capital(word(random)) + mark + (2000 + random.nextInt(26));
            case 2 -> draw("letter", 4, random) + mark + draw("digit", 4, random);
            default -> "P" + mark + word(random) + random.nextInt(100);
        };
    }

    private static String strong(Random random, String marks) {
        StringBuilder value = new StringBuilder(draw("alnum", 6, random));
        for (int i = 0; i < 12; i++) {
            value.append(
                    random.nextInt(3) == 0 ? marks.charAt(random.nextInt(marks.length())) : draw("alnum", 1, random));
        }
        return value.append(draw("digit", 1, random)).toString();
    }

    private static String token(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> draw("digit", 2, random) + draw("hex", 30, random).toLowerCase(java.util.Locale.ROOT);
            case 1 -> draw("alnum", 32, random);
            case 2 -> draw("base64url", 43, random);
            case 3 -> draw("lowernum", 24, random);
            default -> draw("alnum", 16, random) + "." + draw("alnum", 24, random);
        };
    }
}
