/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

/**
 * One event of a stream.
 *
 * @param name what it is: {@code message}, as a rule
 * @param id its place in the stream, for a client that comes back; empty where it has none
 * @param retry after how many milliseconds a client comes back; negative where nothing is said
 * @param data one message as a text on one line; empty where it only says a place
 */
record Event(String name, String id, long retry, String data) {

    static final String MESSAGE = "message";

    private static final int MAX_ID = 1_000;

    static Event of(String data) {
        return new Event("", -1, data);
    }

    /** Makes an event that is a message, or says a place. */
    Event(String id, long retry, String data) {
        this(MESSAGE, id, retry, data);
    }

    /** Tells whether a text can be the id of an event: nothing in it can begin a line. */
    static boolean isId(String text) {
        return !text.isEmpty() && text.length() <= MAX_ID && text.chars().allMatch(c -> c >= ' ' && c != 0x7f);
    }

    String text() {
        StringBuilder text = new StringBuilder(data.length() + 32);
        if (!data.isEmpty()) {
            text.append("event: ").append(name).append('\n');
        }
        if (!id.isEmpty()) {
            text.append("id: ").append(id).append('\n');
        }
        if (retry >= 0) {
            text.append("retry: ").append(retry).append('\n');
        }
        return text.append("data: ").append(data).append("\n\n").toString();
    }
}
