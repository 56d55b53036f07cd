"""Makes each line of a file a record of a batch with json.dumps."""
import json
import os
import sys
import time

source, target = sys.argv[1], sys.argv[1] + ".jsonl"
for _ in sys.stdin:
    begin = time.perf_counter()
    with open(source, encoding="utf-8") as lines, open(target, "w", encoding="utf-8") as records:
        for number, line in enumerate(lines, 1):
            content = [{"text": "Which team is it for?"}, {"text": line.rstrip("\n")}]
            body = {"messages": [{"role": "user", "content": content}], "inferenceConfig": {"maxTokens": 50, "temperature": 0.2}}
            records.write(json.dumps({"recordId": f"{number:018d}", "modelInput": body}) + "\n")
    seconds = time.perf_counter() - begin
    os.remove(target)
    print(seconds, 0, flush=True)
