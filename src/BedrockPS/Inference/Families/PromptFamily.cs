using System.Collections.Generic;
using System.Text.Json;

namespace BedrockPS.Inference.Families;

/// <summary>
/// Families that take one prompt in which a template marks the turns. A last message of the assistant is left open, for the model
/// to go on with.
/// </summary>
internal abstract class PromptFamily : NativeFamily
{
    /// <summary>The template of this model.</summary>
    protected abstract string Render(ChatTranscript chat, string modelId);

    /// <summary>A message as the prompt has it.</summary>
    protected virtual string TextOf(Message message, string modelId) => MessageText.Of(message, NotSupported);

    /// <summary>The whole prompt.</summary>
    protected string Prompt(InferenceRequest request) =>
        Render(Transcript(request), FoundationModelId.Of(request.ModelId) ?? request.ModelId);

    /// <summary>Text and stop reason of one result, whole or streamed: most of these families use the same form for both.</summary>
    protected abstract void ReadResult(JsonElement json, NativeAnswer answer);

    protected override void Read(JsonElement json, NativeAnswer answer) => ReadResult(json, answer);

    protected override void ReadPiece(JsonElement json, NativeAnswer answer) => ReadResult(json, answer);

    private ChatTranscript Transcript(InferenceRequest request)
    {
        List<ChatTurn> turns = [];
        foreach (Message message in request.Messages)
        {
            turns.Add(new ChatTurn(message.Role, TextOf(message, request.ModelId)));
        }

        return new ChatTranscript(request.System, turns);
    }
}
