/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.mcp.ToolLock;
import dev.agentgovernance.mcp.proxy.StdioProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** The options that name a server, a program or at an address, whose tools are read. */
final class McpServerOptions {

    @Mixin
    private McpServerWords words = new McpServerWords();

    @Mixin
    private McpAddressOptions address = new McpAddressOptions();

    /** Refuses a command line that names no server, or two. */
    void check() {
        words.check(address.isUsed());
    }

    String server() {
        return words.server();
    }

    Path lockFile() {
        return words.lockFile();
    }

    ToolLock lock() {
        return words.lock();
    }

    /** Returns what the lock knows the server by. */
    Map<String, Object> command(Terminal terminal) {
        return address.isUsed() ? ToolLock.command(address.words(), List.of()) : words.command(terminal.environment());
    }

    List<Map<String, Object>> definitions(Terminal terminal) throws IOException {
        return address.isUsed()
                ? address.definitions(terminal.environment())
                : StdioProxy.definitions(words.words(), terminal.environment(), words.variables());
    }
}
