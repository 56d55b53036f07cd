using System;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Names the request member a parameter stands for, where that is not the parameter's own name. A path such as trainingDataConfig.s3Uri
/// leads into a structure; one that leads through a list, such as validators.s3Uri, stands for that member of each of its items.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MemberAttribute : Attribute
{
    public MemberAttribute(string path) => Path = path;

    public string Path { get; }
}
