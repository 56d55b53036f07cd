using System.Text.Json;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Families;

/// <summary>A text family's own InvokeModel format: reads its body, writes its answer and its stream.</summary>
internal abstract class TextFamily
{
    /// <summary>Value of the catalogue's family this class stands for.</summary>
    public abstract string Name { get; }

    /// <exception cref="ServiceFault">ValidationException: the body is not this family's.</exception>
    public abstract Conversation Parse(JsonElement body, CatalogueModel model);

    /// <summary>Writes the members of the answer's object.</summary>
    public abstract void WriteAnswer(Utf8JsonWriter json, WholeAnswer answer, Conversation conversation, OperationCall call);

    /// <summary>A sink that writes the family's chunks.</summary>
    public abstract AnswerSink OpenStream(EventOutput output, Conversation conversation, OperationCall call);
}
