// Stand-ins for classes that are on their way from other branches: whoever brings the real one deletes its stand-in here.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Api
{
    internal static class PlainValue
    {
        public static Dictionary<string, object?> ToMap(object value, string name)
        {
            Dictionary<string, object?> map = [];
            foreach (DictionaryEntry entry in (IDictionary)value)
            {
                map[entry.Key.ToString() ?? name] = entry.Value;
            }

            return map;
        }
    }
}

namespace BedrockPS.Inference
{
    internal sealed class NativeStream(BedrockPS.Engine.EngineResponse answer, NativeFamily family, string model) : ModelStream
    {
        public override string Partial => model + answer + family;

        public override bool TryRead(out StreamChunk? chunk) => throw new NotImplementedException();

        public override ValueTask<bool> FillAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

        public override void Dispose() => answer.Dispose();
    }

    internal sealed class NativeStreamPayload : IDisposable
    {
        public ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> payload) => throw new NotImplementedException();

        public void Dispose()
        {
        }
    }
}
