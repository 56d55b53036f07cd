// Does a job with the AWS SDK for JavaScript for each line read, and answers with the seconds it took.
import { createInterface } from "node:readline";

const [mode, url] = process.argv.slice(2);
const start = performance.now();
const { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand, InvokeModelCommand } = await import(
  "@aws-sdk/client-bedrock-runtime"
);
const { NodeHttpHandler } = await import("@smithy/node-http-handler");

// Against an address of its own the client would speak HTTP/2, which the server does not over plain http.
const client = new BedrockRuntimeClient({ endpoint: url, region: "us-east-1", requestHandler: new NodeHttpHandler() });
const messages = [{ role: "user", content: [{ text: "hi" }] }];

async function call(modelId = "m-0") {
  return (await client.send(new ConverseCommand({ modelId, messages }))).output.message.content[0].text;
}

async function stream(modelId) {
  const begin = performance.now();
  let first = 0;
  let chunks = 0;
  const answer = await client.send(new ConverseStreamCommand({ modelId, messages }));
  for await (const event of answer.stream) {
    if (event.contentBlockDelta?.delta?.text) {
      first ||= performance.now() - begin;
      chunks++;
    }
  }

  return { first, chunks };
}

async function embed() {
  const answer = await client.send(
    new InvokeModelCommand({ modelId: "amazon.titan-embed-text-v2:0", body: JSON.stringify({ inputText: "hi" }) }),
  );
  return JSON.parse(new TextDecoder().decode(answer.body)).embedding.length;
}

async function times(count, work) {
  for (let i = 0; i < count; i++) {
    await work();
  }
}

async function sideBySide(count, lanes, work) {
  let left = count;
  const lane = async () => {
    while (left-- > 0) {
      await work();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

function tell(milliseconds) {
  console.log(String(milliseconds / 1000));
}

async function job() {
  switch (mode) {
    case "call":
      return times(500, () => call());
    case "parallel":
      return sideBySide(1000, 64, () => call("m.delay-100"));
    case "embed":
      return times(10000, embed);
    case "embed-8":
      return sideBySide(10000, 8, embed);
    default: {
      const count = Number(mode.split("-")[1]);
      const { chunks } = await stream(`m.${mode}`);
      if (chunks !== count) {
        throw new Error(`${chunks} chunks`);
      }
    }
  }
}

if (mode === "cold") {
  await call();
  tell(performance.now() - start);
  process.exit();
}

await times(20, () => call());
for await (const _ of createInterface({ input: process.stdin })) {
  if (mode === "first") {
    const firsts = [];
    await times(200, async () => firsts.push((await stream("m.stream-20")).first));
    tell(firsts.sort((a, b) => a - b)[firsts.length >> 1]);
    continue;
  }

  const begin = performance.now();
  await job();
  tell(performance.now() - begin);
}
