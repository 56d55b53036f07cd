using System.Linq;
using BedrockPS.Inference;

namespace BedrockPS.Redaction;

/// <summary>Puts the secrets back into a whole answer.</summary>
internal sealed class ResponseRestorer
{
    private readonly SecretMap _map;

    /// <param name="map">The request's secrets.</param>
    /// <param name="textIsJson">The answer's text is JSON, because a schema was asked for: what is put in must be escaped for it.</param>
    public ResponseRestorer(SecretMap map, bool textIsJson)
    {
        _map = map;
        TextDepth = textIsJson ? 1 : 0;
    }

    /// <summary>JSON strings around the answer's text.</summary>
    public int TextDepth { get; }

    public void Restore(ModelResponse response)
    {
        response.RedactionCount = _map.Count;
        if (_map.Count == 0)
        {
            return;
        }

        response.Text = _map.Restore(response.Text, TextDepth);
        response.Raw = response.Raw is string raw ? _map.Restore(raw, TextDepth + 1) : null;
        if (response.Message is Message message)
        {
            response.Take(Restore(message));
        }
    }

    private Message Restore(Message message) => new(message.Role, message.Content.Select(Restore));

    private ContentBlock Restore(ContentBlock block) => block.Text is string text
        ? ContentBlock.FromText(_map.Restore(text, TextDepth))
        : ContentBlock.FromJson(block.Kind, _map.Restore(block.Json!, 1));
}
