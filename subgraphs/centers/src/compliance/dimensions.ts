/** Dimensions that Guangdong checks: what a standard has unless it says otherwise. The list stays open. */
export const DIMENSIONS = ['场所设置', '部门入驻', '运行机制', '督办落实', '信息化建设', '层级功能定位', '治安风险防控'] as const;
