using System;

namespace BedrockPS.Inference.Families;

/// <summary>
/// Parts reasoning from text in a stream of pieces that may cut a tag anywhere. Opening tags count in front of the answer alone:
/// an answer may well speak of tags itself.
/// </summary>
internal sealed class ReasoningSplitter
{
    private readonly ReasoningTags _tags;
    private readonly NativeAnswer _answer;
    private string _held = "";
    private State _state;
    private bool _hasReasoned;
    private bool _isThoughtBegun;

    public ReasoningSplitter(ReasoningTags tags, NativeAnswer answer)
    {
        _tags = tags;
        _answer = answer;
    }

    private enum State
    {
        Outside,
        Reasoning,
        Text,
    }

    public void Append(string piece)
    {
        string rest = _held.Length == 0 ? piece : _held + piece;
        _held = "";
        while (rest.Length > 0)
        {
            rest = _state switch
            {
                State.Outside => ReadOutside(rest),
                State.Reasoning => ReadReasoning(rest),
                _ => ReadText(rest),
            };
        }
    }

    /// <summary>No more will come: what might have become a tag is text.</summary>
    public void Finish()
    {
        string rest = _held;
        _held = "";
        if (_state == State.Reasoning)
        {
            Reason(rest);
        }
        else if (_state == State.Text || !_hasReasoned)
        {
            Say(rest);
        }
    }

    /// <returns>What is still to be read.</returns>
    private string ReadOutside(string rest)
    {
        string text = rest.TrimStart();
        if (text.StartsWith(_tags.Open, StringComparison.Ordinal))
        {
            _state = State.Reasoning;
            return text.Substring(_tags.Open.Length);
        }

        if (_tags.Open.StartsWith(text, StringComparison.Ordinal))
        {
            _held = rest;
            return "";
        }

        _state = State.Text;
        return _hasReasoned ? text : rest;
    }

    private string ReadReasoning(string rest)
    {
        int close = rest.IndexOf(_tags.Close, StringComparison.Ordinal);
        if (close < 0)
        {
            Reason(HoldTail(rest));
            return "";
        }

        Reason(rest.Substring(0, close));
        _state = State.Outside;
        _hasReasoned = true;
        return rest.Substring(close + _tags.Close.Length);
    }

    private string ReadText(string rest)
    {
        if (_hasReasoned || !_tags.ClosesAlone)
        {
            Say(rest);
            return "";
        }

        int close = rest.IndexOf(_tags.Close, StringComparison.Ordinal);
        if (close < 0)
        {
            Say(HoldTail(rest));
            return "";
        }

        _answer.TurnTextIntoReasoning();
        Reason(rest.Substring(0, close));
        _state = State.Outside;
        _hasReasoned = true;
        return rest.Substring(close + _tags.Close.Length);
    }

    /// <summary>Keeps back an ending that may be the beginning of the closing tag; gives the part before it.</summary>
    private string HoldTail(string rest)
    {
        for (int length = Math.Min(_tags.Close.Length - 1, rest.Length); length > 0; length--)
        {
            if (string.CompareOrdinal(rest, rest.Length - length, _tags.Close, 0, length) == 0)
            {
                _held = rest.Substring(rest.Length - length);
                return rest.Substring(0, rest.Length - length);
            }
        }

        return rest;
    }

    private void Reason(string text)
    {
        // The line break after the first tag belongs to it. Later tags go on with the same thought, white space and all.
        string thought = _isThoughtBegun ? text : text.TrimStart('\r', '\n');
        if (thought.Length > 0)
        {
            _isThoughtBegun = true;
            _answer.AddReasoning(thought);
        }
    }

    private void Say(string text)
    {
        if (text.Length > 0)
        {
            _answer.AddPlainText(text);
        }
    }
}
