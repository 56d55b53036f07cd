using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Local.Simulation;

/// <summary>What answers a conversation: the simulator, or a server behind the endpoint.</summary>
internal interface ITextModel
{
    Task AnswerAsync(Conversation conversation, AnswerSink sink, CancellationToken cancellationToken);
}
