// A server of notes over HTTP: 2024-11-05 at /sse, Streamable HTTP at /mcp. Arguments: port.
import { randomUUID } from 'node:crypto';
import express from 'express';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { z } from 'zod';

const transports = {};

function server() {
    const notes = new McpServer({ name: 'notes', version: '1' });
    const text = said => ({ content: [{ type: 'text', text: said }] });
    const id = { id: z.string() };
    notes.registerTool('read_note', { description: 'Reads a note.', inputSchema: id }, async ({ id }) =>
        text('note ' + id + ' key ' + 'AKIA' + 'Z7QF3XW2' + 'LMPD5RT6'));
    notes.registerTool('drop_note', { description: 'Drops a note.', inputSchema: id }, async ({ id }) => {
        console.log('dropped ' + id);
        return text('dropped ' + id);
    });
    notes.registerTool('read_roots', { description: 'Reads the roots.', inputSchema: {} }, async () =>
        text(JSON.stringify(await notes.server.listRoots())));
    return notes;
}

const app = express();
app.get('/sse', async (request, response) => {
    const transport = new SSEServerTransport('/messages', response);
    transports[transport.sessionId] = transport;
    response.on('close', () => delete transports[transport.sessionId]);
    await server().connect(transport);
});
app.post('/messages', (request, response) => transports[request.query.sessionId].handlePostMessage(request, response));
app.all('/mcp', async (request, response) => {
    let transport = transports[request.headers['mcp-session-id']];
    if (!transport) {
        transport = new StreamableHTTPServerTransport({
            sessionIdGenerator: randomUUID,
            onsessioninitialized: id => { transports[id] = transport; },
        });
        await server().connect(transport);
    }
    await transport.handleRequest(request, response);
});
app.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('listening'));
