using System;
using System.Collections.Generic;

namespace BedrockPS.Images;

/// <summary>A Stability AI model whose body is a flat list of members. One picture a call.</summary>
internal sealed class StabilityFamily : ImageFamily
{
    private readonly string[] _ids;

    /// <param name="name">Name users meet in errors.</param>
    /// <param name="forms">Its tasks.</param>
    /// <param name="ids">What its model ids begin with.</param>
    public StabilityFamily(string name, Dictionary<ImageTask, ImageForm> forms, params string[] ids)
    {
        Name = name;
        Forms = forms;
        _ids = ids;
    }

    public override string Name { get; }

    protected override IReadOnlyDictionary<ImageTask, ImageForm> Forms { get; }

    public override bool Matches(string modelId) => Array.Exists(_ids, id => modelId.StartsWith(id, StringComparison.Ordinal));

    protected override void Complete(Dictionary<string, object?> body, ImageRequest request)
    {
        if (request.Task == ImageTask.Outpaint && !body.ContainsKey("left") && !body.ContainsKey("right") && !body.ContainsKey("up") && !body.ContainsKey("down"))
        {
            throw ImageField.Invalid($"{Name} needs at least one of -Left, -Right, -Up and -Down: pixels to add on that side.");
        }
    }
}
