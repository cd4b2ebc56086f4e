/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import java.util.Locale;
import java.util.Set;

/** Which types and members of .NET only compute, when PowerShell calls them. */
final class PowerShellTypes {

    /** Methods of texts, numbers, dates and lists that only compute. */
    private static final Set<String> METHODS = Set.of(
            "trim",
            "trimstart",
            "trimend",
            "split",
            "replace",
            "toupper",
            "tolower",
            "substring",
            "startswith",
            "endswith",
            "contains",
            "indexof",
            "lastindexof",
            "tostring",
            "padleft",
            "padright",
            "adddays",
            "addhours",
            "addminutes",
            "addmonths",
            "addyears",
            "addseconds",
            "gettype",
            "equals",
            "compareto",
            "containskey",
            "subtract",
            "toshortdatestring",
            "touniversaltime",
            "tolocaltime",
            "toarray",
            "tochararray",
            "add",
            "append",
            "getenumerator",
            "normalize",
            "gethashcode",
            "getbytes",
            "getstring",
            "matches",
            "match",
            "ismatch",
            "getvalue",
            "join",
            "insert",
            "toupperinvariant",
            "tolowerinvariant",
            "addrange",
            "reverse",
            "sort",
            "item",
            "getlength",
            "tounixtimeseconds");

    /** Types whose members only compute. */
    private static final Set<String> TYPES = Set.of(
            "math",
            "string",
            "datetime",
            "datetimeoffset",
            "int",
            "int32",
            "int64",
            "long",
            "double",
            "decimal",
            "float",
            "single",
            "bool",
            "boolean",
            "char",
            "guid",
            "timespan",
            "version",
            "uri",
            "regex",
            "text.regularexpressions.regex",
            "array",
            "byte",
            "uint32",
            "uint64",
            "bigint",
            "io.path",
            "convert",
            "text.encoding",
            "bitconverter",
            "runtime.interopservices.runtimeinformation",
            "globalization.cultureinfo",
            "net.webutility",
            "web.httputility",
            "stringcomparison",
            "linq.enumerable",
            "timezoneinfo",
            "numerics.biginteger",
            "dayofweek",
            "stringsplitoptions",
            "consolecolor",
            "intptr");

    /** Types a value may be turned into besides. */
    private static final Set<String> CASTS = Set.of(
            "xml",
            "pscustomobject",
            "psobject",
            "ordered",
            "void",
            "hashtable",
            "object",
            "ipaddress",
            "switch",
            "semver");

    private PowerShellTypes() {}

    /** Tells whether a method of that name, in small letters, only computes. */
    static boolean isMethod(String name) {
        return METHODS.contains(name);
    }

    /** Tells whether the members of a type, by its short name, only compute. */
    static boolean computes(String type) {
        return TYPES.contains(type);
    }

    /** Tells whether a value may be turned into a type, by its short name, beside those that compute. */
    static boolean isCast(String type) {
        return CASTS.contains(type);
    }

    /** Tells whether a value may be turned into a type. */
    static boolean isPlain(String name) {
        String type = shortName(name);
        return TYPES.contains(type) || CASTS.contains(type);
    }

    /** Returns a name in small letters, without what may be left out. */
    static String shortName(String name) {
        String type = name.strip().toLowerCase(Locale.ROOT);
        type = type.startsWith("system.") ? type.substring(7) : type;
        return type.endsWith("[]") ? type.substring(0, type.length() - 2) : type;
    }
}
