namespace BedrockPS.Cmdlets;

/// <summary>
/// Marks a parameter that tells what the resource belongs to, such as the agent of an alias. Its name is that under which objects of
/// the parent's type carry their id; an ARN and a name will do too.
/// </summary>
public sealed class ParentIdAttribute : IdAttribute
{
}
