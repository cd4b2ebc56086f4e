/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.filter;

import dev.agentgovernance.secrets.internal.match.Chars;
import java.util.Set;

/** What the name of a value says about it. */
public final class Names {

    /** What a name promises. */
    public enum Promise {
        /** Nothing secret. */
        NOTHING,
        /** Something a human chose. */
        PASSWORD,
        /** Something a machine made. */
        TOKEN
    }

    private static final Set<String> PASSWORD =
            Set.of("password", "passwd", "passphrase", "passwort", "pwd", "pass", "pw", "passcode", "userpass");
    private static final String[] PASSWORD_ENDS = {"password", "passwd", "passphrase", "pwd"};
    private static final Set<String> TOKEN = Set.of(
            "token",
            "secret",
            "apikey",
            "credential",
            "credentials",
            "creds",
            "auth",
            "accesskey",
            "authkey",
            "secretkey",
            "privatekey",
            "masterkey",
            "licensekey",
            "authtoken",
            "accesstoken",
            "signature",
            "pat",
            "jwt",
            "bearer",
            "salt",
            "seed",
            "apitoken",
            "clientsecret",
            "dsn");
    private static final String[] TOKEN_ENDS = {"token", "secret", "apikey", "secretkey", "accesskey", "authkey"};
    /** A word before "key" that makes it something anybody may know. */
    private static final Set<String> OPEN_KEYS = Set.of(
            "public",
            "primary",
            "foreign",
            "partition",
            "sort",
            "cache",
            "hot",
            "short",
            "map",
            "i18n",
            "translation",
            "row",
            "shard",
            "index",
            "json",
            "object",
            "group",
            "composite",
            "natural",
            "unique",
            "issuer",
            "arrow",
            "shortcut",
            "dict",
            "lookup",
            "message",
            "event",
            "metric",
            "label",
            "tag",
            "feature",
            "idempotency",
            "dedup",
            "routing",
            "bucket",
            "file",
            "registry",
            "site",
            "publishable",
            "pub",
            "host",
            "known",
            "ssh",
            "storage",
            "hash",
            "column",
            "field",
            "attribute",
            "property",
            "project",
            "issue",
            "sonar",
            "locale",
            "lang",
            "range",
            "hashed");
    /** A word before "key" that makes it a secret even where the name goes on, as in {@code API_KEY_GITHUB}. */
    private static final Set<String> SECRET_KEYS =
            Set.of("api", "access", "secret", "private", "signing", "encryption");
    /** A word anywhere in a name that makes a token something anybody may know, or that soon expires. */
    private static final Set<String> OPEN_WORDS =
            Set.of("public", "csrf", "xsrf", "continuation", "cursor", "cancellation", "antiforgery");
    /** A last word that makes the value something about the secret. */
    private static final Set<String> ABOUT = Set.of(
            "id",
            "event",
            "ids",
            "name",
            "type",
            "file",
            "filename",
            "path",
            "dir",
            "url",
            "uri",
            "link",
            "endpoint",
            "host",
            "port",
            "length",
            "len",
            "size",
            "count",
            "limit",
            "limits",
            "hash",
            "expires",
            "expiry",
            "expiration",
            "expire",
            "ttl",
            "policy",
            "field",
            "label",
            "prompt",
            "hint",
            "format",
            "regex",
            "pattern",
            "version",
            "alias",
            "column",
            "index",
            "class",
            "provider",
            "ref",
            "arn",
            "algorithm",
            "alg",
            "status",
            "state",
            "scope",
            "store",
            "manager",
            "service",
            "enabled",
            "required",
            "rotation",
            "age",
            "min",
            "max",
            "method",
            "mode",
            "placeholder",
            "text",
            "input",
            "reset",
            "usage",
            "used",
            "location",
            "region",
            "description",
            "title",
            "created",
            "updated",
            "at",
            "by",
            "kind",
            "issuer",
            "user",
            "username",
            "email",
            "account",
            "audience",
            "sha256",
            "sha1",
            "md5",
            "checksum",
            "fingerprint",
            "digest",
            "public",
            "pub",
            "properties",
            "error",
            "exception",
            "test",
            "code",
            "body",
            "header",
            "interface",
            "parameter",
            "identifier",
            "uuid",
            "encoding",
            "mask",
            "names",
            "box",
            "view",
            "button",
            "icon",
            "page",
            "screen");

    private Names() {}

    /** Returns what a name promises. */
    public static Promise promise(String name) {
        String[] words = words(name);
        int last = words.length - 1;
        while (last > 0 && (Chars.isDigit(words[last].charAt(0)) || isFiller(words[last]))) {
            last--;
        }
        if (last < 0 || ABOUT.contains(words[last])) {
            return last >= 0 && words[last].equals("code") && last > 0 && words[last - 1].equals("pass")
                    ? Promise.PASSWORD
                    : Promise.NOTHING;
        }
        for (String word : words) {
            if (OPEN_WORDS.contains(word)) {
                return Promise.NOTHING;
            }
        }
        for (int i = last; i >= 0; i--) {
            Promise found = promiseOf(words, i, last);
            if (found != Promise.NOTHING) {
                return found;
            }
        }
        return Promise.NOTHING;
    }

    /** Returns what the name of a function promises about its argument: {@code getKey("…")} is asked for, not given. */
    public static Promise promiseOfCall(String name) {
        String[] words = words(name);
        String last = words.length == 0 ? "" : words[words.length - 1];
        return switch (last) {
            case "key", "keys", "pass", "value", "auth", "seed" -> Promise.NOTHING;
            default -> promise(name);
        };
    }

    private static Promise promiseOf(String[] words, int i, int last) {
        String word = words[i];
        if (PASSWORD.contains(word) || endsInOne(word, PASSWORD_ENDS)) {
            return Promise.PASSWORD;
        }
        if (TOKEN.contains(word) || endsInOne(word, TOKEN_ENDS)) {
            return Promise.TOKEN;
        }
        if (word.equals("key") || word.equals("keys")) {
            String before = i > 0 ? words[i - 1] : "";
            boolean open = OPEN_KEYS.contains(before) || (i < last && !SECRET_KEYS.contains(before));
            return open ? Promise.NOTHING : Promise.TOKEN;
        }
        return Promise.NOTHING;
    }

    private static boolean endsInOne(String word, String[] ends) {
        for (String end : ends) {
            if (word.endsWith(end)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFiller(String word) {
        return switch (word) {
            case "value",
                    "string",
                    "str",
                    "data",
                    "base64",
                    "b64",
                    "hex",
                    "raw",
                    "prod",
                    "production",
                    "dev",
                    "staging" -> true;
            default -> false;
        };
    }

    /** Cuts a name at separators and humps and makes the words small: {@code awsSecret_KEY2} is aws, secret, key, 2. */
    static String[] words(String name) {
        StringBuilder cut = new StringBuilder(name.length() + 8);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Chars.isAlnum(c)) {
                cut.append(' ');
                continue;
            }
            char before = i == 0 ? ' ' : name.charAt(i - 1);
            char next = i + 1 < name.length() ? name.charAt(i + 1) : ' ';
            boolean hump = Chars.isUpper(c) && (isLower(before) || (Chars.isUpper(before) && isLower(next)));
            boolean number = Chars.isDigit(c) != Chars.isDigit(before) && Chars.isAlnum(before) && !isHashName(name, i);
            if (hump || number) {
                cut.append(' ');
            }
            cut.append(Chars.isUpper(c) ? (char) (c + 32) : c);
        }
        String joined = cut.toString().strip();
        return joined.isEmpty()
                ? new String[0]
                : java.util.Arrays.stream(joined.split(" "))
                        .filter(w -> !w.isEmpty())
                        .toArray(String[]::new);
    }

    private static boolean isLower(int c) {
        return Chars.isLetter(c) && !Chars.isUpper(c);
    }

    /** {@code sha256} and {@code md5} are words. */
    private static boolean isHashName(String name, int i) {
        return name.regionMatches(true, i - 3, "sha", 0, 3) || name.regionMatches(true, i - 2, "md", 0, 2);
    }
}
