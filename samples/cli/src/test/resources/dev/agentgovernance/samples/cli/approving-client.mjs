// A client with a person who gives one answer to every question.
// node approving-client.mjs legacy|modern yes|no TOOL ARGUMENTS COMMAND [WORD…]
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const [era, answer, tool, json, command, ...args] = process.argv.slice(2);
const asked = [];
const client = new Client(
  { name: 'person', version: '1' },
  {
    capabilities: { elicitation: { form: {} } },
    versionNegotiation: { mode: era === 'modern' ? { pin: '2026-07-28' } : 'legacy' },
  },
);
client.setRequestHandler('elicitation/create', (request) => {
  asked.push(request.params.message);
  return answer === 'yes' ? { action: 'accept', content: { approve: true } } : { action: 'decline' };
});
await client.connect(new StdioClientTransport({ command, args, stderr: 'inherit' }));
await client.listTools();
const result = await client.callTool({ name: tool, arguments: JSON.parse(json) });
console.log(JSON.stringify({ asked, isError: result.isError === true, content: result.content }));
await client.close();
