// A server of both eras that writes a note into a folder: node notes-server.mjs FOLDER
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import * as z from 'zod';

serveStdio(() => {
  const server = new McpServer({ name: 'notes', version: '1' });
  server.registerTool(
    'write_note',
    { description: 'Writes a note.', inputSchema: z.object({ name: z.string(), text: z.string() }) },
    ({ name, text }) => {
      writeFileSync(join(process.argv[2], name), text);
      return { content: [{ type: 'text', text: 'written' }] };
    },
  );
  return server;
});
