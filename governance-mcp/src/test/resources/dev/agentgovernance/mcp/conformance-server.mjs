// A server of the TypeScript SDK with everything that the official conformance suite calls in the revision 2026-07-28.
// node conformance-server.mjs PORT, in a folder whose node_modules hold the packages below.
import { createServer } from 'node:http';
import { localhostHostValidation, localhostOriginValidation, toNodeHandler } from '@modelcontextprotocol/node';
import {
  acceptedContent,
  completable,
  createMcpHandler,
  createRequestStateCodec,
  fromJsonSchema,
  inputRequired,
  inputResponse,
  McpServer,
  ResourceTemplate,
} from '@modelcontextprotocol/server';
import * as z from 'zod';

const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
const silence = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=';
const codec = createRequestStateCodec({ key: 'only a test, and thirty-two bytes long at least' });
const text = (value) => ({ content: [{ type: 'text', text: value }] });
const pause = () => new Promise((resume) => setTimeout(resume, 20));
const CAPABILITIES = 'io.modelcontextprotocol/clientCapabilities';
const can = (context) => context.mcpReq.envelope?.[CAPABILITIES] ?? context.mcpReq._meta?.[CAPABILITIES] ?? {};

const form = (message, properties) =>
  inputRequired.elicit({
    message,
    requestedSchema: { type: 'object', properties, required: Object.keys(properties) },
  });
const sampling = (question, maxTokens) =>
  inputRequired.createMessage({
    messages: [{ role: 'user', content: { type: 'text', text: question } }],
    maxTokens,
  });
const askName = () => form('What is your name?', { name: { type: 'string' } });

const rich = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: {
    address: {
      $anchor: 'addressDef',
      type: 'object',
      properties: { street: { type: 'string' }, city: { type: 'string' } },
    },
  },
  properties: {
    name: { type: 'string' },
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: { type: 'string' },
    email: { type: 'string' },
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
};

function content(tool) {
  tool('test_simple_text', () => text('This is a simple text response for testing.'));
  tool('test_image_content', () => ({ content: [{ type: 'image', data: pixel, mimeType: 'image/png' }] }));
  tool('test_audio_content', () => ({ content: [{ type: 'audio', data: silence, mimeType: 'audio/wav' }] }));
  tool('test_embedded_resource', () => ({
    content: [
      {
        type: 'resource',
        resource: {
          uri: 'test://embedded-resource',
          mimeType: 'text/plain',
          text: 'This is an embedded resource content.',
        },
      },
    ],
  }));
  tool('test_multiple_content_types', () => ({
    content: [
      { type: 'text', text: 'Multiple content types test:' },
      { type: 'image', data: pixel, mimeType: 'image/png' },
      {
        type: 'resource',
        resource: {
          uri: 'test://mixed-content-resource',
          mimeType: 'application/json',
          text: '{"test":"data","value":123}',
        },
      },
    ],
  }));
  tool('test_error_handling', () => {
    throw new Error('This tool intentionally returns an error for testing');
  });
  tool('test_tool_with_progress', async (context) => {
    const token = context.mcpReq._meta?.progressToken;
    for (const progress of [0, 50, 100]) {
      if (token !== undefined) {
        await context.mcpReq.notify({
          method: 'notifications/progress',
          params: { progressToken: token, progress, total: 100 },
        });
      }
      await pause();
    }
    return text('It told.');
  });
  for (const name of ['test_tool_with_logging', 'test_logging_tool']) {
    tool(name, async (context) => {
      for (const line of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
        await context.mcpReq.log('info', line);
      }
      return text('It logged.');
    });
  }
}

function rounds(tool) {
  const elicitation = (context) => {
    const answer = acceptedContent(context.mcpReq.inputResponses, 'user_name', z.object({ name: z.string() }));
    return answer ? text(`Hello, ${answer.name}!`) : inputRequired({ inputRequests: { user_name: askName() } });
  };
  tool('test_input_required_result_elicitation', elicitation);
  tool('test_streaming_elicitation', elicitation);
  tool('test_input_required_result_sampling', (context) => {
    const answer = inputResponse(context.mcpReq.inputResponses, 'capital_question');
    return answer.kind === 'sampling'
      ? text(`The model said: ${answer.result.content.text}`)
      : inputRequired({ inputRequests: { capital_question: sampling('What is the capital of France?', 100) } });
  });
  tool('test_input_required_result_list_roots', (context) => {
    const answer = inputResponse(context.mcpReq.inputResponses, 'client_roots');
    return answer.kind === 'roots'
      ? text(`Roots: ${answer.roots.map((root) => root.uri).join(' ')}`)
      : inputRequired({ inputRequests: { client_roots: inputRequired.listRoots() } });
  });
  for (const name of ['test_input_required_result_request_state', 'test_input_required_result_tampered_state']) {
    tool(name, async (context) => {
      const answer = acceptedContent(context.mcpReq.inputResponses, 'confirm');
      return answer && context.mcpReq.requestState()?.round === 1
        ? text('state-ok')
        : inputRequired({
            inputRequests: { confirm: form('Please confirm', { ok: { type: 'boolean' } }) },
            requestState: await codec.mint({ round: 1 }, context),
          });
    });
  }
  tool('test_input_required_result_multiple_inputs', async (context) => {
    const answers = context.mcpReq.inputResponses;
    return ['user_name', 'greeting', 'client_roots'].every((key) => inputResponse(answers, key).kind !== 'missing')
      ? text('All three were answered.')
      : inputRequired({
          inputRequests: {
            user_name: askName(),
            greeting: sampling('Generate a greeting', 50),
            client_roots: inputRequired.listRoots(),
          },
          requestState: await codec.mint({ round: 1 }, context),
        });
  });
  tool('test_input_required_result_multi_round', async (context) => {
    const answers = context.mcpReq.inputResponses;
    const round = context.mcpReq.requestState()?.round ?? 0;
    if (round === 2 && acceptedContent(answers, 'step2')) {
      return text('Both steps were answered.');
    }
    return round === 1 && acceptedContent(answers, 'step1')
      ? inputRequired({
          inputRequests: { step2: form('Step 2: What is your favorite color?', { color: { type: 'string' } }) },
          requestState: await codec.mint({ round: 2 }, context),
        })
      : inputRequired({
          inputRequests: { step1: form('Step 1: What is your name?', { name: { type: 'string' } }) },
          requestState: await codec.mint({ round: 1 }, context),
        });
  });
  tool('test_input_required_result_capabilities', (context) => {
    const requests = {};
    if (can(context).sampling) {
      requests.greeting = sampling('Generate a greeting', 50);
    }
    if (can(context).elicitation) {
      requests.user_name = askName();
    }
    return inputRequired({ inputRequests: requests });
  });
  // Where the client cannot be asked, the SDK answers that by itself.
  tool('test_missing_capability', () =>
    inputRequired({ inputRequests: { greeting: sampling('Generate a greeting', 50) } }),
  );
}

function resources(server) {
  const plain = { mimeType: 'text/plain', description: 'A text.' };
  server.registerResource('text', 'test://static-text', plain, (uri) => ({
    contents: [{ uri: uri.href, mimeType: 'text/plain', text: 'This is the content of the static text resource.' }],
  }));
  server.registerResource(
    'image',
    'test://static-binary',
    { mimeType: 'image/png', description: 'An image.' },
    (uri) => ({ contents: [{ uri: uri.href, mimeType: 'image/png', blob: pixel }] }),
  );
  server.registerResource('watched', 'test://watched-resource', plain, (uri) => ({
    contents: [{ uri: uri.href, mimeType: 'text/plain', text: 'watched' }],
  }));
  server.registerResource(
    'data',
    new ResourceTemplate('test://template/{id}/data', { list: undefined }),
    { mimeType: 'application/json', description: 'Data.' },
    (uri, { id }) => ({
      contents: [
        {
          uri: uri.href,
          mimeType: 'application/json',
          text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }),
        },
      ],
    }),
  );
}

function prompts(server) {
  const user = (...content) => ({ messages: content.map((each) => ({ role: 'user', content: each })) });
  const said = (value) => ({ type: 'text', text: value });
  server.registerPrompt('test_simple_prompt', { description: 'A prompt.' }, () =>
    user(said('This is a simple prompt for testing.')),
  );
  const starting = (value) => ['paris', 'park', 'party'].filter((word) => word.startsWith(value));
  server.registerPrompt(
    'test_prompt_with_arguments',
    {
      description: 'A prompt with arguments.',
      argsSchema: z.object({ arg1: completable(z.string(), starting), arg2: z.string() }),
    },
    ({ arg1, arg2 }) => user(said(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)),
  );
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    { description: 'A prompt with a resource.', argsSchema: z.object({ resourceUri: z.string() }) },
    ({ resourceUri }) =>
      user(
        {
          type: 'resource',
          resource: { uri: resourceUri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' },
        },
        said('Please process the embedded resource above.'),
      ),
  );
  server.registerPrompt('test_prompt_with_image', { description: 'A prompt with an image.' }, () =>
    user({ type: 'image', data: pixel, mimeType: 'image/png' }, said('Please analyze the image above.')),
  );
  server.registerPrompt('test_input_required_result_prompt', { description: 'A prompt that asks.' }, (context) => {
    const answer = acceptedContent(context.mcpReq.inputResponses, 'user_context');
    return answer
      ? user(said(`Context: ${answer.context}`))
      : inputRequired({
          inputRequests: {
            user_context: form('What context should the prompt use?', { context: { type: 'string' } }),
          },
        });
  });
}

function create() {
  const server = new McpServer(
    { name: 'conformance', version: '1' },
    {
      capabilities: {
        logging: {},
        tools: { listChanged: true },
        prompts: { listChanged: true },
        resources: { subscribe: true, listChanged: true },
      },
      requestState: { verify: codec.verify },
    },
  );
  const tool = (name, work) => server.registerTool(name, { description: 'A tool of the suite.' }, work);
  content(tool);
  rounds(tool);
  tool('test_trigger_tool_change', () => (handler.notify.toolsChanged(), text('changed')));
  tool('test_trigger_prompt_change', () => (handler.notify.promptsChanged(), text('changed')));
  server.registerTool(
    'json_schema_2020_12_tool',
    { description: 'Has a schema with many words.', inputSchema: fromJsonSchema(rich) },
    () => text('It fits.'),
  );
  server.registerTool(
    'test_headers',
    {
      description: 'Has arguments that stand in the head, too.',
      inputSchema: fromJsonSchema({
        type: 'object',
        properties: { region: { type: 'string', 'x-mcp-header': 'Region' }, query: { type: 'string' } },
        required: ['region', 'query'],
      }),
    },
    ({ region }) => text(`region ${region}`),
  );
  resources(server);
  prompts(server);
  return server;
}

const handler = createMcpHandler(create);
const serve = toNodeHandler(handler);
const validHost = localhostHostValidation();
const validOrigin = localhostOriginValidation();
createServer((request, response) => {
  if (validHost(request, response) && validOrigin(request, response)) {
    void serve(request, response);
  }
}).listen(Number(process.argv[2]), '127.0.0.1', () => console.log('listening'));
