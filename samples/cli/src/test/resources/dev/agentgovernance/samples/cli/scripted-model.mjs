// A scripted model on loopback: plays the tool calls of a script, one a turn, then says "done". It speaks what the clients
// speak: OpenAI's responses and chat completions, and Gemini's generateContent.
//
//   node scripted-model.mjs SCRIPT.json REQUESTS.jsonl PORT
//
// SCRIPT.json: [{"name": "shell", "input": {"command": "git status"}}, ...]; "custom": true where the input is a text.
// REQUESTS.jsonl is there as soon as it listens, and gets a line for each request: the path, what the model was shown of each
// of its calls, and the request as it came.
import http from 'node:http';
import fs from 'node:fs';

const [scriptFile, requestsFile, port] = process.argv.slice(2);
const script = JSON.parse(fs.readFileSync(scriptFile, 'utf8'));
let turn = 0;

/** The next call; null where the request offers no tools (a title, a routing) or the script is at its end. */
function nextCall(offersTools) {
  return offersTools && turn < script.length ? { id: `call_${turn}`, ...script[turn++] } : null;
}

/** What a request shows of the calls before it, in whichever of the forms. */
function results(value, found = {}) {
  if (!value || typeof value !== 'object') return found;
  const result = value.functionResponse ?? value;
  const id = value.functionResponse?.id ?? value.tool_call_id ?? (value.output === undefined ? undefined : value.call_id);
  if (id === undefined) Object.values(value).forEach((inner) => results(inner, found));
  else found[id] = JSON.stringify(result.response ?? result.output ?? result.content);
  return found;
}

function events(response, list) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of list) {
    response.write((event.type ? `event: ${event.type}\n` : '') + `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`);
  }
  response.end();
}

function json(response, body) {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function responses(request, response) {
  const call = nextCall((request.tools ?? []).length > 0);
  const id = `resp_${turn}`;
  const item = !call
    ? { type: 'message', id: `msg_${turn}`, role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: 'done', annotations: [] }] }
    : call.custom
      ? { type: 'custom_tool_call', id: `ct_${turn}`, call_id: call.id, name: call.name, input: call.input, status: 'completed' }
      : { type: 'function_call', id: `fc_${turn}`, call_id: call.id, name: call.name, arguments: JSON.stringify(call.input), status: 'completed' };
  const usage = { input_tokens: 1, input_tokens_details: { cached_tokens: 0 }, output_tokens: 1, output_tokens_details: { reasoning_tokens: 0 }, total_tokens: 2 };
  const whole = { id, object: 'response', created_at: 1, model: request.model, status: 'completed', output: [item], usage };
  if (!request.stream) return json(response, whole);
  events(response, [
    { type: 'response.created', sequence_number: 0, response: { ...whole, status: 'in_progress', output: [], usage: null } },
    { type: 'response.output_item.added', sequence_number: 1, output_index: 0, item },
    { type: 'response.output_item.done', sequence_number: 2, output_index: 0, item },
    { type: 'response.completed', sequence_number: 3, response: whole },
  ]);
}

function completions(request, response) {
  const call = nextCall((request.tools ?? []).length > 0);
  const calls = call && [{ index: 0, id: call.id, type: 'function', function: { name: call.name, arguments: JSON.stringify(call.input) } }];
  const message = call ? { role: 'assistant', content: null, tool_calls: calls } : { role: 'assistant', content: 'done' };
  const finish_reason = call ? 'tool_calls' : 'stop';
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
  const head = { id: `chat_${turn}`, created: 1, model: request.model };
  if (!request.stream) return json(response, { ...head, object: 'chat.completion', choices: [{ index: 0, message, finish_reason }], usage });
  const chunk = { ...head, object: 'chat.completion.chunk' };
  events(response, [
    { ...chunk, choices: [{ index: 0, delta: message, finish_reason: null }] },
    { ...chunk, choices: [{ index: 0, delta: {}, finish_reason }], usage },
    '[DONE]',
  ]);
}

function generateContent(request, response, streams) {
  const call = nextCall((request.tools ?? []).some((tool) => (tool.functionDeclarations ?? []).length > 0));
  const schema = request.generationConfig?.responseJsonSchema ?? request.generationConfig?.responseSchema;
  const text = schema ? '{"complexity_reasoning":"","complexity_score":1,"reasoning":"","model_choice":"flash"}' : 'done';
  const part = call ? { functionCall: { id: call.id, name: call.name, args: call.input } } : { text };
  const body = {
    candidates: [{ content: { role: 'model', parts: [part] }, finishReason: 'STOP', index: 0 }],
    usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 },
  };
  return streams ? events(response, [body]) : json(response, body);
}

const server = http.createServer((message, response) => {
  let body = '';
  message.on('data', (part) => (body += part));
  message.on('end', () => {
    const path = message.url.split('?')[0];
    const request = message.method === 'POST' && body.startsWith('{') ? JSON.parse(body) : {};
    fs.appendFileSync(requestsFile, JSON.stringify({ path, results: results(request), request }) + '\n');
    if (path.endsWith('/responses')) return responses(request, response);
    if (path.endsWith('/chat/completions')) return completions(request, response);
    if (path.endsWith(':streamGenerateContent')) return generateContent(request, response, true);
    if (path.endsWith(':generateContent')) return generateContent(request, response, false);
    response.writeHead(404, { 'content-type': 'application/json' });
    return response.end('{}');
  });
});
server.listen(Number(port), '127.0.0.1', () => fs.writeFileSync(requestsFile, ''));
