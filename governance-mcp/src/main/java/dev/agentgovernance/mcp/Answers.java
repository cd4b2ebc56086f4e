/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.api.Decision;
import dev.agentgovernance.api.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client is answered in the place of its server, in the form of the revision it speaks. */
final class Answers {

    private static final String META = "dev.agentgovernance/decision";

    private Answers() {}

    /** Returns a result of a tool that says what is in the way. */
    static Map<String, @Nullable Object> refused(Message call, String text, @Nullable Decision decision) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        if (call.isModern()) {
            result.put("resultType", "complete");
        }
        result.putAll(ResultFilter.error(text));
        if (decision != null) {
            result.put(
                    "_meta",
                    Map.of(
                            META,
                            Map.of(
                                    "verdict",
                                    decision.verdict(),
                                    "rules",
                                    decision.reasons().stream()
                                            .map(Reason::rule)
                                            .distinct()
                                            .toList(),
                                    "question",
                                    decision.digest().abbreviated())));
        }
        return Message.success(call.id(), result);
    }

    /** Returns the answer to a call of a tool that is hidden, and of one that is not there: nobody can tell them apart. */
    static Map<String, @Nullable Object> unknownTool(Message call) {
        return Message.failure(call.id(), RpcException.INVALID_PARAMS, "Unknown tool");
    }

    /** Returns the error that a request other than a call of a tool is refused with. */
    static Map<String, @Nullable Object> refusedRequest(Message request, String text) {
        return Message.failure(request.id(), RpcException.REFUSED, text);
    }

    static String denied(Decision decision) {
        return "This call is refused.\n" + decision.explanation();
    }

    /** Returns the question to a person, as a request of the server. */
    static Map<String, @Nullable Object> question(String prompt) {
        Map<String, @Nullable Object> params = new LinkedHashMap<>();
        params.put("message", prompt);
        params.put(
                "requestedSchema",
                Map.of(
                        "type",
                        "object",
                        "properties",
                        Map.of(
                                "approve",
                                Map.of(
                                        "type",
                                        "boolean",
                                        "title",
                                        "Allow this call",
                                        "description",
                                        "This very call, once.")),
                        "required",
                        List.of("approve")));
        return params;
    }

    /** Tells whether a person went to a page: that is no yes to anything else. */
    static boolean isConsent(@Nullable Object answer) {
        return answer instanceof Map<?, ?> map && "accept".equals(map.get("action"));
    }

    /** Tells whether a person said yes: anything but a clear yes is a no. */
    static boolean isYes(@Nullable Object answer) {
        return answer instanceof Map<?, ?> map
                && "accept".equals(map.get("action"))
                && map.get("content") instanceof Map<?, ?> content
                && Boolean.TRUE.equals(content.get("approve"));
    }
}
