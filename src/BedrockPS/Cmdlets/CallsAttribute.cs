using System;
using System.Collections.Generic;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Names operations a cmdlet calls, for the table of what reaches what. Resource cmdlets know theirs; this is for the others, and
/// for what a resource cmdlet calls besides.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class CallsAttribute : Attribute
{
    public CallsAttribute(string service, params string[] operations)
    {
        Service = service;
        Operations = operations;
    }

    public string Service { get; }

    public IReadOnlyList<string> Operations { get; }
}
