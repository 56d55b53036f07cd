using System;

namespace BedrockPS.Structured.Shapes;

/// <summary>A named member of an object.</summary>
internal sealed class ObjectMember
{
    /// <param name="name">Its name in JSON.</param>
    /// <param name="slot">What it holds.</param>
    /// <param name="set">Puts a value into an object of the type; null where the object is a custom one.</param>
    public ObjectMember(string name, OutputSlot slot, Action<object, object?>? set = null)
    {
        Name = name;
        Slot = slot;
        Set = set;
    }

    public string Name { get; }

    public OutputSlot Slot { get; }

    public Action<object, object?>? Set { get; }
}
