"""Keep the history of a conversation and send all of it with every turn: chat_claude.py MODEL"""
import json
import sys

import boto3


class Chat:
    def __init__(self, runtime, model, system):
        self.runtime = runtime
        self.model = model
        self.system = system
        self.history = []
        self.input_tokens = []

    def say(self, text):
        self.history.append({"role": "user", "content": text})
        answer = self.runtime.invoke_model(
            modelId=self.model,
            contentType="application/json",
            accept="application/json",
            body=json.dumps({
                "anthropic_version": "bedrock-2023-05-31",
                "max_tokens": 500,
                "system": self.system,
                "messages": self.history,
            }),
        )
        message = json.loads(answer["body"].read())
        self.input_tokens.append(message["usage"]["input_tokens"])
        self.history.append({"role": message["role"], "content": message["content"][0]["text"]})


chat = Chat(boto3.client("bedrock-runtime"), sys.argv[1], "You advise on databases in one sentence.")
chat.say("I have a shop with many small orders.")
chat.say("And for measurements every second?")
print(json.dumps({"messages": len(chat.history), "input_tokens": chat.input_tokens}))
