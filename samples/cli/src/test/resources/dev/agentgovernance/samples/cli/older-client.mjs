// A client whose person says yes once, then no. Arguments: sse or streamable, and the address.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema, ListRootsRequestSchema } from '@modelcontextprotocol/sdk/types.js';

const [kind, address] = process.argv.slice(2);
const client = new Client({ name: 'person', version: '1' }, { capabilities: { roots: {}, elicitation: {} } });
let asked = 0;
client.setRequestHandler(ListRootsRequestSchema, async () => ({ roots: [{ uri: 'file:///srv/shop' }] }));
client.setRequestHandler(ElicitRequestSchema, async () =>
    asked++ === 0 ? { action: 'accept', content: { approve: true } } : { action: 'decline' });
const url = new URL(address);
await client.connect(kind === 'sse' ? new SSEClientTransport(url) : new StreamableHTTPClientTransport(url));
console.log('tools', (await client.listTools()).tools.map(tool => tool.name).sort().join(' '));
for (const [name, args] of [
    ['read_note', { id: '7' }], ['drop_note', { id: '1' }], ['drop_note', { id: '2' }], ['read_roots', {}],
]) {
    const result = await client.callTool({ name, arguments: args });
    console.log(name, Boolean(result.isError), result.content[0].text);
}
console.log('asked', asked);
await client.close();
process.exit(0);
