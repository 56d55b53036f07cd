using System.Collections.Generic;
using System.Text;
using System.Threading.Tasks;

namespace BedrockPS.Local.Simulation;

/// <summary>An answer gathered until it is complete.</summary>
internal sealed class WholeAnswer : AnswerSink
{
    private readonly List<KeyValuePair<AnswerBlock, StringBuilder>> _blocks = [];

    public Completion Completion { get; private set; } = new();

    public IEnumerable<KeyValuePair<AnswerBlock, string>> Blocks
    {
        get
        {
            foreach (KeyValuePair<AnswerBlock, StringBuilder> block in _blocks)
            {
                yield return new KeyValuePair<AnswerBlock, string>(block.Key, block.Value.ToString());
            }
        }
    }

    public string Text => Joined(BlockKind.Text);

    public string Reasoning => Joined(BlockKind.Reasoning);

    public static WholeAnswer OfText(string text, Completion completion)
    {
        WholeAnswer answer = new() { Completion = completion };
        answer._blocks.Add(new KeyValuePair<AnswerBlock, StringBuilder>(new AnswerBlock(BlockKind.Text, 0), new StringBuilder(text)));
        return answer;
    }

    /// <summary>Says it again, in pieces.</summary>
    public async Task ReplayAsync(AnswerSink sink)
    {
        await sink.StartAsync(Completion.InputTokens).ConfigureAwait(false);
        foreach (KeyValuePair<AnswerBlock, StringBuilder> block in _blocks)
        {
            await AnswerPieces.WriteAsync(sink, block.Key, block.Value.ToString()).ConfigureAwait(false);
        }

        await sink.EndAsync(Completion).ConfigureAwait(false);
    }

    public override ValueTask BeginBlockAsync(AnswerBlock block)
    {
        _blocks.Add(new KeyValuePair<AnswerBlock, StringBuilder>(block, new StringBuilder()));
        return default;
    }

    public override ValueTask AddAsync(AnswerBlock block, string piece)
    {
        _blocks[_blocks.Count - 1].Value.Append(piece);
        return default;
    }

    public override ValueTask EndAsync(Completion completion)
    {
        Completion = completion;
        return default;
    }

    private string Joined(BlockKind kind)
    {
        StringBuilder text = new();
        foreach (KeyValuePair<AnswerBlock, StringBuilder> block in _blocks)
        {
            if (block.Key.Kind == kind || (kind == BlockKind.Text && block.Key.Kind == BlockKind.Cited))
            {
                text.Append(block.Value);
            }
        }

        return text.ToString();
    }
}
